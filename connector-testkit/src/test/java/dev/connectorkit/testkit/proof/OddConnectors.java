package dev.connectorkit.testkit.proof;

import java.util.List;

/**
 * Correct connectors that look unlike the others: a rule that alarms at one of them is too strict.
 */
final class OddConnectors {

  private static final String FACTORY = "ReferenceFactory";
  private static final String CONNECTOR = "ReferenceConnector";

  private OddConnectors() {}

  static List<Mutant> all() {
    return List.of(ownThreads(), ellipticCurve(), probabilisticSignature());
  }

  /** Nested claims, more parameters in another order, a lower-case scheme, a pool of its own. */
  private static Mutant ownThreads() {
    return Mutant.of("CORRECT", "nested claims, odd requests, threads of its own")
        .shape(
            """
            {
              "config": {
                "issuer": "https://provider.example",
                "clientId": "reference-client",
                "clientSecret": "reference-secret-5f0c3f7e",
                "scope": "email profile openid"
              },
              "client": {"id": "/clientId", "secret": "/clientSecret", "authentication": "client_secret_basic"},
              "provider": {
                "issuer": "https://provider.example",
                "discovery": "https://provider.example/.well-known/openid-configuration",
                "authorization": "https://provider.example/authorize",
                "token": "https://provider.example/token",
                "userInfo": "https://provider.example/userinfo",
                "jwks": "https://provider.example/keys",
                "revocation": "https://provider.example/revoke"
              },
              "idToken": {"claims": {"sub": "person-00042-of-the-reference"}},
              "userInfo": {
                "sub": "person-00042-of-the-reference",
                "account": {
                  "called": "Grace Hopper",
                  "mail": {"address": "grace@example.org", "confirmed": true}
                }
              },
              "profile": {
                "id": "person-00042-of-the-reference",
                "name": "Grace Hopper",
                "email": "grace@example.org",
                "emailVerified": true
              },
              "sources": {"emailVerified": "userInfo#/account/mail/confirmed"}
            }
            """)
        .edit(
            CONNECTOR,
            "    parameters.put(\"response_type\", \"code\");\n    parameters.put(\"client_id\", clientId);",
            "    parameters.put(\"display\", \"page\");\n    parameters.put(\"ui_locales\", \"de en\");\n    parameters.put(\"client_id\", clientId);\n    parameters.put(\"response_type\", \"code\");")
        .edit(
            CONNECTOR,
            "String nonce = random();",
            "String nonce = java.util.UUID.randomUUID().toString();")
        .edit("People", "\"Bearer \" + token.reveal()", "\"bearer \" + token.reveal()")
        .edit(
            "People",
            "        .username(claims.optional(\"preferred_username\"))\n        .name(claims.optional(\"name\"))\n        .email(email(claims), claims.flag(\"email_verified\"))",
            "        .name(inner(claims, \"account\").optional(\"called\"))\n        .email(email(inner(inner(claims, \"account\"), \"mail\")), inner(inner(claims, \"account\"), \"mail\").flag(\"confirmed\"))")
        .edit("People", ".optional(\"email\")\n", ".optional(\"address\")\n")
        .edit(
            "People",
            "  private static Optional<String> email(",
            """
              @SuppressWarnings("unchecked")
              private static Json inner(Json claims, String name) {
                return claims.members().get(name) instanceof Map<?, ?> object
                    ? new Json((Map<String, Object>) object)
                    : new Json(Map.of());
              }

              private static Optional<String> email(""")
        .edit(
            CONNECTOR,
            "// fields",
            """
            private final java.util.concurrent.ExecutorService pool =
                java.util.concurrent.Executors.newFixedThreadPool(
                    8,
                    work -> {
                      Thread thread = new Thread(work, "reference-userinfo");
                      thread.setDaemon(true);
                      return thread;
                    });

              private dev.connectorkit.spi.UserProfile inPool(
                  java.util.concurrent.Callable<dev.connectorkit.spi.UserProfile> call) {
                java.util.concurrent.Future<dev.connectorkit.spi.UserProfile> running;
                try {
                  running = pool.submit(call);
                } catch (java.util.concurrent.RejectedExecutionException e) {
                  throw Errors.of(ConnectorError.STOPPED, "The connector is closed.");
                }
                try {
                  return running.get(60, java.util.concurrent.TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                  running.cancel(true);
                  Thread.currentThread().interrupt();
                  throw Errors.of(ConnectorError.UNAVAILABLE, "The call was interrupted.");
                } catch (java.util.concurrent.TimeoutException e) {
                  running.cancel(true);
                  throw Errors.of(ConnectorError.TIMEOUT, "Userinfo takes too long.");
                } catch (java.util.concurrent.ExecutionException e) {
                  if (e.getCause() instanceof ConnectorException failure) {
                    throw failure;
                  }
                  throw new IllegalStateException(e.getCause());
                }
              }
            """)
        .edit(
            CONNECTOR,
            "people.profile(URI.create(provider.text(\"userinfo_endpoint\")), set.accessToken(), claims),",
            "inPool(() -> people.profile(URI.create(provider.text(\"userinfo_endpoint\")), set.accessToken(), claims)),")
        .edit(CONNECTOR, "// close", "pool.shutdownNow();");
  }

  /** ES256, and a person of whom little is said. */
  private static Mutant ellipticCurve() {
    return Mutant.of("CORRECT", "ID Tokens with ES256, no picture")
        .shape(shape("ES256"))
        .edit("IdTokens", "\"RS256\"", "\"ES256\"")
        .edit("IdTokens", "\"SHA256withRSA\"", "\"SHA256withECDSAinP1363Format\"")
        .edit("Keys", "\"RSA\".equals(key.get(\"kty\"))", "\"EC\".equals(key.get(\"kty\"))")
        .edit(
            "Keys",
            "      return KeyFactory.getInstance(\"RSA\")\n          .generatePublic(new RSAPublicKeySpec(number(key.get(\"n\")), number(key.get(\"e\"))));",
            "      var curve = java.security.AlgorithmParameters.getInstance(\"EC\");\n      curve.init(new java.security.spec.ECGenParameterSpec(\"secp256r1\"));\n      return KeyFactory.getInstance(\"EC\").generatePublic(new java.security.spec.ECPublicKeySpec(new java.security.spec.ECPoint(number(key.get(\"x\")), number(key.get(\"y\"))), curve.getParameterSpec(java.security.spec.ECParameterSpec.class)));")
        .edit(FACTORY, "https://provider.example/docs", "HTTPS://provider.example/docs");
  }

  /** PS256. */
  private static Mutant probabilisticSignature() {
    return Mutant.of("CORRECT", "ID Tokens with PS256")
        .shape(shape("PS256"))
        .edit("IdTokens", "\"RS256\"", "\"PS256\"")
        .edit("IdTokens", "\"SHA256withRSA\"", "\"RSASSA-PSS\"")
        .edit(
            "IdTokens",
            "      check.initVerify(key);",
            "      check.setParameter(new java.security.spec.PSSParameterSpec(\"SHA-256\", \"MGF1\", java.security.spec.MGF1ParameterSpec.SHA256, 32, 1));\n      check.initVerify(key);");
  }

  private static String shape(String algorithm) {
    return """
        {
          "config": {
            "issuer": "https://provider.example",
            "clientId": "reference-client",
            "clientSecret": "reference-secret-5f0c3f7e"
          },
          "client": {"id": "/clientId", "secret": "/clientSecret", "authentication": "client_secret_basic"},
          "provider": {
            "issuer": "https://provider.example",
            "discovery": "https://provider.example/.well-known/openid-configuration",
            "authorization": "https://provider.example/authorize",
            "token": "https://provider.example/token",
            "userInfo": "https://provider.example/userinfo",
            "jwks": "https://provider.example/keys",
            "revocation": "https://provider.example/revoke"
          },
          "idToken": {"algorithm": "%s", "claims": {"sub": "248289761001"}},
          "userInfo": {"sub": "248289761001", "name": "Jane Doe"},
          "profile": {"id": "248289761001", "name": "Jane Doe"}
        }
        """
        .formatted(algorithm);
  }
}
