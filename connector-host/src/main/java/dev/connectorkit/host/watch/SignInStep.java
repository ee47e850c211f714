package dev.connectorkit.host.watch;

/** What a sign-in is made of, in order. */
public enum SignInStep {
  /** The browser is sent to the provider. */
  AUTHORIZE,
  /** The provider sends the browser back. */
  CALLBACK,
  /** The provider exchanges its code for tokens. */
  TOKEN,
  /** The provider says who the person is. */
  USERINFO
}
