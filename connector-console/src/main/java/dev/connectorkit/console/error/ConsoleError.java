package dev.connectorkit.console.error;

/** Why the console refuses a request; stable, for programs. */
public enum ConsoleError {
  /** The body of the request cannot be read. */
  MALFORMED(400),
  /** A value of the request cannot be used. */
  INVALID(422),
  /** Name or password are wrong. */
  WRONG_PASSWORD(401),
  /** Nobody is signed in, or no longer. */
  NOT_SIGNED_IN(401),
  /** The request has no API token. */
  NO_TOKEN(401),
  /** The API token is none, or was revoked, or has ended. */
  WRONG_TOKEN(401),
  /** The request did not come from a page of this console, or the page is too old. */
  FORGED(403),
  /** The API token has not the right that this asks for. */
  MISSING_RIGHT(403),
  /** Not allowed where the console was started. */
  NOT_ALLOWED(403),
  /** There is no such thing, or nothing at this address. */
  NOT_FOUND(404),
  /** An application asked for a sign-in with an unknown client id or return address. */
  UNKNOWN_APPLICATION(400),
  /** There is no such operation at this address, but another one. */
  METHOD_NOT_ALLOWED(405),
  /** The answer is of a type that the request does not accept. */
  NOT_ACCEPTABLE(406),
  /** A link that was used, or has ended. */
  LINK_ENDED(404),
  /** It does not fit what is there, such as an id that is taken. */
  CONFLICT(409),
  /** It is kept in a file or the environment, and changed there. */
  READ_ONLY(409),
  /** Applications know people of another provider by this id or target. */
  OTHER_PROVIDER(409),
  /** Enabling wants a passed try first. */
  NOT_TRIED(409),
  /** An imported instance lacks a secret, which was not in its file. */
  SECRET_MISSING(409),
  /** It is not as the request expects it to be (RFC 9110 §13.1.1). */
  PRECONDITION_FAILED(412),
  /** A body or file that is larger than one may be. */
  TOO_LARGE(413),
  /** The body is of another type than it must be. */
  UNSUPPORTED_MEDIA_TYPE(415),
  /** The request must say what it was made from (RFC 6585 §3). */
  PRECONDITION_REQUIRED(428),
  /** Too many attempts, of one account or in total. */
  TOO_MANY_ATTEMPTS(429);

  private final int httpStatus;

  ConsoleError(int httpStatus) {
    this.httpStatus = httpStatus;
  }

  /** Such as {@code not_tried}. */
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  public int httpStatus() {
    return httpStatus;
  }
}
