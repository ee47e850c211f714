package dev.connectorkit.fuzz;

import java.util.Locale;
import java.util.function.Predicate;

/** All targets, in the order in which they are run. */
enum FuzzTarget {
  CALLBACK_PARAMETERS(CallbackParametersFuzz::accepts, 2_048),
  HOST_CALLBACK(HostCallbackFuzz::accepts, 2_048),
  TOKEN_RESPONSE(TokenResponseFuzz::accepts, 4_096),
  RETRY_AFTER(RetryAfterFuzz::accepts, 256),
  USER_INFO(UserInfoFuzz::accepts, 4_096),
  DISCOVERY(DiscoveryFuzz::accepts, 4_096),
  KEY_SET(KeySetFuzz::accepts, 4_096),
  ID_TOKEN(IdTokenFuzz::accepts, 4_096),
  SIGNED_ID_TOKEN(SignedIdTokenFuzz::accepts, 2_048),
  HTTP_RESPONSE(HttpResponseFuzz::accepts, 32_768),
  PLUGIN_MANIFEST(PluginManifestFuzz::accepts, 4_096),
  PLUGIN_ENTRIES(PluginEntriesFuzz::accepts, 4_096),
  PLUGIN_JAR(PluginJarFuzz::accepts, 8_192),
  TRUST_FILE(TrustFileFuzz::accepts, 4_096),
  CONFIG_SCHEMA(ConfigSchemaFuzz::accepts, 4_096),
  CONFIG(ConfigFuzz::accepts, 4_096);

  private final Predicate<byte[]> accepts;
  private final int maxLength;

  FuzzTarget(Predicate<byte[]> accepts, int maxLength) {
    this.accepts = accepts;
    this.maxLength = maxLength;
  }

  /** The target of this label. */
  static FuzzTarget of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** As it is called on the command line and in the corpus. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Runs it; tells whether the input was accepted. */
  boolean accepts(byte[] input) {
    return accepts.test(input);
  }

  /** The longest input that is worth its time, in bytes. */
  int maxLength() {
    return maxLength;
  }
}
