package dev.connectorkit.testkit.proof;

import java.util.ArrayList;
import java.util.List;

/** One broken connector for each rule that a defect of code can break. */
final class Mutants {

  private static final String FACTORY = "ReferenceFactory";
  private static final String CONNECTOR = "ReferenceConnector";

  private Mutants() {}

  static List<Mutant> all() {
    List<Mutant> all = new ArrayList<>();
    all.addAll(packaging());
    all.addAll(lifecycle());
    all.addAll(authorization());
    all.addAll(callback());
    all.addAll(tokens());
    all.addAll(idTokens());
    all.addAll(people());
    all.addAll(failures());
    all.addAll(networks());
    all.addAll(secretsAndCrowds());
    all.addAll(capabilities());
    return all;
  }

  /** The reference's wire shape with a further address. */
  static String withResource() {
    return ReferenceJar.oidc()
        .shape()
        .replace(
            "\"userInfo\": \"https://provider.example/userinfo\",",
            "\"userInfo\": \"https://provider.example/userinfo\", \"resources\": {\"more\": \"https://provider.example/more\"},")
        .replace(
            "\"idToken\": {\"claims\"",
            "\"resources\": {\"more\": {\"teams\": [\"cobol\"]}}, \"idToken\": {\"claims\"");
  }

  private static List<Mutant> packaging() {
    return List.of(
        Mutant.of("PLG-01", "no Plugin-Version").withoutAttribute("Plugin-Version"),
        Mutant.of("PLG-02", "META-INF/extensions.idx is empty").index("# nothing\n"),
        Mutant.of("PLG-03", "brings classes of the SPI")
            .entry("dev/connectorkit/spi/Extra.class", new byte[] {0}),
        Mutant.of("PLG-04", "its JSON library is not in the jar").withoutLibraries(),
        Mutant.of("PLG-05", "a class file for a later Java")
            .entry(
                "reference/Later.class",
                new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 69}),
        Mutant.of("PLG-07", "starts a thread while it is loaded")
            .edit(
                FACTORY,
                "// load",
                "Thread stray = new Thread(() -> new java.util.concurrent.Semaphore(0).acquireUninterruptibly(), \"stray\"); stray.setDaemon(true); stray.start();"),
        Mutant.of("PLG-07", "sets a system property while it is asked for its metadata")
            .edit(FACTORY, "// metadata", "System.setProperty(\"reference.asked\", \"yes\");"),
        Mutant.of("META-01", "an id of its own in each load")
            .edit(
                FACTORY,
                "builder(\"reference-oidc\")",
                "builder(\"reference-\" + Integer.toHexString(System.identityHashCode(ReferenceFactory.class)))"),
        Mutant.of("META-02", "a target of its own in each load")
            .edit(
                FACTORY,
                ".target(\"reference\")",
                ".target(\"t\" + Integer.toHexString(System.identityHashCode(ReferenceFactory.class)))"),
        Mutant.of("META-03", "no English description")
            .edit(FACTORY, "Map.of(\"en\", ", "Map.of(\"de\", "),
        Mutant.of("META-04", "a script in the logo")
            .edit(FACTORY, "<circle ", "<script>alert(1)</script><circle "),
        Mutant.of("META-05", "a link that leads nowhere")
            .edit(FACTORY, "(https://provider.example/docs)", "(./docs/setup.md)"),
        Mutant.of("META-06", "another name each time")
            .edit(FACTORY, "english(\"Reference\")", "english(\"Reference \" + System.nanoTime())"),
        Mutant.of("CFG-01", "a schema of another draft")
            .edit(
                FACTORY,
                "http://json-schema.org/draft-07/schema#",
                "https://json-schema.org/draft/2020-12/schema"),
        Mutant.of("CFG-02", "a schema that refuses the example")
            .edit(FACTORY, "\"maxLength\": 500", "\"maxLength\": 5"),
        Mutant.of("CFG-03", "a NullPointerException for a missing client id")
            .edit(FACTORY, "[\"issuer\", \"clientId\", ", "[\"issuer\", ")
            .edit(
                CONNECTOR,
                "config.text(\"clientId\")",
                "config.optionalText(\"clientId\").orElse(null)"),
        Mutant.of("CFG-04", "a property without a type")
            .edit(
                FACTORY,
                "{\"type\": \"string\", \"minLength\": 1, \"maxLength\": 500}",
                "{\"minLength\": 1}"),
        Mutant.of("CFG-05", "a secret that is not marked")
            .edit(FACTORY, ", \"writeOnly\": true", "")
            .edit(
                CONNECTOR,
                "config.secret(\"clientSecret\")",
                "dev.connectorkit.spi.Secret.of(config.text(\"clientSecret\"))"),
        Mutant.of("CFG-06", "an unknown property ends in an untyped failure")
            .edit(FACTORY, "\"additionalProperties\": false", "\"additionalProperties\": true")
            .edit(
                CONNECTOR,
                "// created",
                "if (config.asMap().containsKey(\"x_unknown\")) { throw new IllegalStateException(); }"));
  }

  private static List<Mutant> lifecycle() {
    return List.of(
        Mutant.of("LIFE-01", "remembers in a static field that it was closed")
            .edit(
                CONNECTOR,
                "private volatile boolean closed",
                "private static volatile boolean closed"),
        Mutant.of("LIFE-02", "close() fails the second time")
            .edit(
                CONNECTOR,
                "    closed = true;",
                "    if (closed) { throw new IllegalStateException(\"closed\"); }\n    closed = true;"),
        Mutant.of("LIFE-03", "works on after close()")
            .edit(CONNECTOR, "if (closed) {", "if (false) {"),
        Mutant.of("LIFE-04", "a shutdown hook keeps it in memory")
            .edit(
                CONNECTOR,
                "// started",
                "Runtime.getRuntime().addShutdownHook(new Thread(() -> System.identityHashCode(this)));"),
        Mutant.of("LIFE-05", "a thread that outlives it")
            .edit(
                CONNECTOR,
                "// started",
                "Thread poll = new Thread(() -> { new java.util.concurrent.Semaphore(0).acquireUninterruptibly(); }, \"poll\"); poll.setDaemon(true); poll.start();"),
        waitsInClose(),
        Mutant.of("LIFE-09", "compares in the capitals of the host's language")
            .edit(
                "Errors",
                "switch (error) {",
                "switch (error.toUpperCase().toLowerCase(java.util.Locale.ROOT)) {"),
        Mutant.of("LIFE-07", "changes the default locale")
            .edit(
                CONNECTOR,
                "// verified",
                "java.util.Locale.setDefault(java.util.Locale.getDefault().equals(java.util.Locale.ITALY) ? java.util.Locale.JAPAN : java.util.Locale.ITALY);"),
        Mutant.of("LIFE-07", "does not put the context class loader back")
            .edit(
                CONNECTOR,
                "// verified",
                "Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());"));
  }

  private static List<Mutant> authorization() {
    return List.of(
        Mutant.of("AUTH-01", "a fragment")
            .edit(CONNECTOR, "Form.encode(parameters))", "Form.encode(parameters) + \"#_=_\")"),
        Mutant.of("AUTH-02", "asks for an ID Token in the front")
            .edit(CONNECTOR, "\"response_type\", \"code\"", "\"response_type\", \"code id_token\""),
        Mutant.of("AUTH-03", "drops the redirect URI's query")
            .edit(
                CONNECTOR,
                "parameters.put(\"redirect_uri\", request.redirectUri().toString());",
                "parameters.put(\"redirect_uri\", request.redirectUri().toString().replaceFirst(\"[?].*\", \"\"));"),
        Mutant.of("AUTH-04", "cuts a long state")
            .edit(
                CONNECTOR,
                "request.state());",
                "request.state().substring(0, Math.min(100, request.state().length())));"),
        Mutant.of("AUTH-05", "a parameter twice")
            .edit(
                CONNECTOR,
                "Form.encode(parameters))",
                "Form.encode(parameters) + \"&client_id=\" + Form.encode(clientId))"),
        Mutant.of("AUTH-06", "the verifier in the URI")
            .edit(CONNECTOR, "// remember", "parameters.put(\"hint\", verifier);"),
        Mutant.of("AUTH-07", "forgets configured scopes")
            .edit(
                CONNECTOR,
                "parameters.put(\"scope\", String.join(\" \", asked));",
                "parameters.put(\"scope\", \"openid\");"),
        Mutant.of("AUTH-11", "asks for a form and tells the host of a query")
            .edit(CONNECTOR, "// remember", "parameters.put(\"response_mode\", \"form_post\");"),
        Mutant.of("AUTH-12", "asks for the configured scopes whatever is wanted")
            .edit(
                CONNECTOR,
                "Set<String> asked = request.scopes().isEmpty() ? scopes : request.scopes();",
                "Set<String> asked = scopes;"),
        Mutant.of("AUTH-08", "a constant nonce")
            .edit(CONNECTOR, "String nonce = random();", "String nonce = \"n\".repeat(43);"),
        Mutant.of("AUTH-08", "a short nonce")
            .edit(
                CONNECTOR, "String nonce = random();", "String nonce = random().substring(0, 8);"),
        Mutant.of("AUTH-09", "PKCE with the method plain")
            .edit(
                CONNECTOR,
                "\"code_challenge\", challenge(verifier)",
                "\"code_challenge\", verifier")
            .edit(CONNECTOR, "\"S256\"", "\"plain\""),
        Mutant.of("AUTH-09", "one verifier for everybody")
            .edit(CONNECTOR, "// fields", "private String once;")
            .edit(
                CONNECTOR,
                "String verifier = random();",
                "if (once == null) { once = random(); } String verifier = once;"),
        Mutant.of("AUTH-10", "the verifier in a field")
            .edit(CONNECTOR, "// fields", "private String kept;")
            .edit(CONNECTOR, "// remember", "kept = verifier;")
            .edit(CONNECTOR, "\"verifier\", verifier,", "\"verifier\", \"-\",")
            .edit(
                CONNECTOR,
                "String verifier = remembered(session, \"verifier\");",
                "String verifier = String.valueOf(kept);"));
  }

  private static List<Mutant> callback() {
    return List.of(
        Mutant.of("CB-01", "a person's no is told as a failure")
            .edit("Errors", "case \"access_denied\" -> ConnectorError.ACCESS_DENIED;\n", ""),
        Mutant.of("CB-02", "an error beside a code is ignored")
            .edit(
                CONNECTOR,
                "if (error.isPresent()) {",
                "if (error.isPresent() && response.single(\"code\").isEmpty()) {"),
        Mutant.of("CB-03", "a missing code is sent as an empty one")
            .edit(CONNECTOR, ".orElseThrow(Errors::noCode)", ".orElse(\"\")"),
        Mutant.of("CB-04", "takes the code for form-encoded once more")
            .edit(
                CONNECTOR,
                ".orElseThrow(Errors::noCode);",
                ".orElseThrow(Errors::noCode).replace('+', ' ');"),
        Mutant.of("CB-04", "takes the redirect URI from the callback")
            .edit(
                CONNECTOR,
                "remembered(session, \"redirect_uri\"),",
                "response.single(\"redirect_uri\").orElse(remembered(session, \"redirect_uri\")),"),
        Mutant.of("CB-06", "iss is made alike before it is compared")
            .edit(
                CONNECTOR,
                "!stated.get().equals(provider.text(\"issuer\"))",
                "!stated.get().replaceFirst(\"/$\", \"\").equalsIgnoreCase(provider.text(\"issuer\"))"),
        Mutant.of("CB-06", "iss is ignored")
            .edit(CONNECTOR, "    checkIssuer(response, provider);\n", ""),
        Mutant.of("CB-07", "a promised iss is not missed")
            .edit(CONNECTOR, "stated.isEmpty() && promised", "false && promised"),
        Mutant.of("CB-08", "takes the first of two codes")
            .edit(
                CONNECTOR,
                "response.single(\"code\").orElseThrow(Errors::noCode)",
                "Optional.ofNullable(response.parameters().get(\"code\")).map(all -> all.get(0)).filter(text -> !text.isBlank()).orElseThrow(Errors::noCode)"),
        Mutant.of("CB-09", "a NullPointerException for an empty session")
            .edit(
                CONNECTOR,
                "    return session\n        .get(name)\n        .orElseThrow(",
                "    return Optional.of(session.values().get(name))\n        .orElseThrow("),
        Mutant.of("CB-10", "sends the code again after a server error")
            .edit(
                "Tokens",
                "return read(post(endpoint, form), scopes, Optional.empty());",
                "ProviderResponse first = post(endpoint, form); return read(first.status() >= 500 ? post(endpoint, form) : first, scopes, Optional.empty());"),
        Mutant.of("CB-11", "takes an access token of the callback for a code")
            .edit(
                CONNECTOR,
                "response.single(\"code\").orElseThrow",
                "response.single(\"code\").or(() -> response.single(\"access_token\")).orElseThrow"));
  }

  private static List<Mutant> tokens() {
    return List.of(
        Mutant.of("TOK-01", "a wrong content type")
            .edit(
                "Tokens",
                ".header(\"Accept\", \"application/json\")",
                ".header(\"Accept\", \"application/json\").header(\"Content-Type\", \"text/plain\")"),
        Mutant.of("TOK-02", "no redirect_uri")
            .edit("Tokens", "    form.put(\"redirect_uri\", redirectUri);\n", ""),
        Mutant.of("TOK-03", "Basic without form-encoding")
            .edit(
                "Tokens",
                "Form.encode(clientId) + \":\" + Form.encode(secret.reveal())",
                "clientId + \":\" + secret.reveal()"),
        Mutant.of("TOK-03", "two proofs")
            .edit("Tokens", "// redeem", "form.put(\"client_secret\", secret.reveal());"),
        Mutant.of("TOK-04", "the code in the address")
            .edit(
                "Tokens",
                "return read(post(endpoint, form), scopes, Optional.empty());",
                "return read(post(URI.create(endpoint + \"?code=\" + Form.encode(code)), form), scopes, Optional.empty());"),
        Mutant.of("TOK-05", "no verifier")
            .edit("Tokens", "    form.put(\"code_verifier\", verifier);\n", ""),
        Mutant.of("TOK-06", "no Accept header")
            .edit("Tokens", "            .header(\"Accept\", \"application/json\")\n", ""),
        Mutant.of("TOK-07", "token_type compared with case")
            .edit("Tokens", "type.equalsIgnoreCase(\"Bearer\")", "type.equals(\"Bearer\")"),
        Mutant.of("TOK-08", "any token_type will do")
            .edit("Tokens", "!type.equalsIgnoreCase(\"Bearer\")", "type.isEmpty()"),
        Mutant.of("TOK-09", "expires_in is required")
            .edit(
                "Tokens",
                "    if (!(seconds instanceof Number) && !(seconds instanceof String)) {\n      return Optional.empty();",
                "    if (!(seconds instanceof Number) && !(seconds instanceof String)) {\n      throw Errors.of(ConnectorError.INVALID_RESPONSE, \"There is no expires_in.\");"),
        Mutant.of("TOK-10", "goes on without an access token")
            .edit(
                "Tokens",
                "body.text(\"access_token\")",
                "body.optional(\"access_token\").orElse(\"none\")"),
        Mutant.of("TOK-11", "invalid_grant is like any other error")
            .edit("Errors", "      case \"invalid_grant\" -> ConnectorError.CODE_INVALID;\n", ""),
        Mutant.of("TOK-12", "an error with status 200 is a success")
            .edit("Tokens", " || body.has(\"error\")", ""),
        Mutant.of("TOK-13", "repeated members and trailing text are accepted")
            .edit("Json", "          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)\n", "")
            .edit(
                "Json", "          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)\n", ""));
  }

  private static List<Mutant> idTokens() {
    return List.of(
        Mutant.of("IDT-01", "aud as an array is refused")
            .edit("IdTokens", " || List.of(clientId).equals(said)", ""),
        Mutant.of("IDT-02", "the issuer is not compared")
            .edit(
                "IdTokens",
                "require(claims.optional(\"iss\").equals(discovery.get().optional(\"issuer\")), \"issuer\");",
                ""),
        Mutant.of("IDT-03", "the audience is not compared")
            .edit("IdTokens", "require(audience(claims), \"audience\");", ""),
        Mutant.of("IDT-04", "further audiences are accepted")
            .edit(
                "IdTokens",
                "List.of(clientId).equals(said)",
                "said instanceof List<?> list && list.contains(clientId)"),
        Mutant.of("IDT-05", "an ended token is accepted")
            .edit("IdTokens", "require(number(claims, \"exp\") > now - SKEW, \"end\");", ""),
        Mutant.of("IDT-06", "the time of issue is not looked at")
            .edit(
                "IdTokens",
                "require(number(claims, \"iat\") < now + SKEW, \"time of issue\");",
                ""),
        Mutant.of("IDT-07", "a token without subject is accepted")
            .edit("IdTokens", "require(claims.optional(\"sub\").isPresent(), \"subject\");", "")
            .edit(
                "People",
                "!claims.optional(\"sub\").equals(idToken.optional(\"sub\"))",
                "idToken.optional(\"sub\").isPresent() && !claims.optional(\"sub\").equals(idToken.optional(\"sub\"))"),
        Mutant.of("IDT-08", "the nonce is compared only where there is one")
            .edit(
                "IdTokens",
                "nonce.isEmpty() || nonce.equals(claims.optional(\"nonce\"))",
                "nonce.isEmpty() || claims.optional(\"nonce\").isEmpty() || nonce.equals(claims.optional(\"nonce\"))"),
        Mutant.of("IDT-08", "userinfo is asked before the nonce is compared")
            .edit(
                CONNECTOR,
                "    Json claims = idTokens.verify(set.idToken(), Optional.of(remembered(session, \"nonce\")));",
                "    context.http().send(dev.connectorkit.spi.ProviderRequest.get(URI.create(provider.text(\"userinfo_endpoint\"))).header(\"Authorization\", \"Bearer \" + set.accessToken().reveal()));\n    Json claims = idTokens.verify(set.idToken(), Optional.of(remembered(session, \"nonce\")));"),
        Mutant.of("IDT-09", "the signature is not verified")
            .edit("IdTokens", "    checkSignature(header, parts);\n", ""),
        Mutant.of("IDT-10", "alg none is accepted")
            .edit(
                "IdTokens",
                "if (!\"RS256\".equals(header.optional(\"alg\").orElse(\"\")) || header.has(\"crit\")) {",
                "boolean none = \"none\".equalsIgnoreCase(header.optional(\"alg\").orElse(\"\"));\n    if (!none && !\"RS256\".equals(header.optional(\"alg\").orElse(\"\")) || header.has(\"crit\")) {")
            .edit(
                "IdTokens",
                "    checkSignature(header, parts);",
                "    if (!none) { checkSignature(header, parts); }"),
        Mutant.of("IDT-11", "HS256 with the public key is accepted")
            .edit(
                "IdTokens",
                "if (!\"RS256\".equals(header.optional(\"alg\").orElse(\"\")) || header.has(\"crit\")) {",
                "boolean mac = \"HS256\".equals(header.optional(\"alg\").orElse(\"\"));\n    if (!mac && !\"RS256\".equals(header.optional(\"alg\").orElse(\"\")) || header.has(\"crit\")) {")
            .edit(
                "IdTokens",
                "    checkSignature(header, parts);",
                "    if (mac) { checkMac(header, parts); } else { checkSignature(header, parts); }")
            .edit(
                "IdTokens",
                "  private static boolean verifies(",
                "  private void checkMac(Json header, String[] parts) {\n"
                    + "    for (PublicKey key : keys.get(header.optional(\"kid\"))) {\n"
                    + "      try {\n"
                    + "        javax.crypto.Mac mac = javax.crypto.Mac.getInstance(\"HmacSHA256\");\n"
                    + "        mac.init(new javax.crypto.spec.SecretKeySpec(key.getEncoded(), \"HmacSHA256\"));\n"
                    + "        if (java.util.Arrays.equals(mac.doFinal((parts[0] + \".\" + parts[1]).getBytes(US_ASCII)), Base64.getUrlDecoder().decode(parts[2]))) { return; }\n"
                    + "      } catch (GeneralSecurityException e) { throw new IllegalStateException(e); }\n"
                    + "    }\n"
                    + "    throw invalid(\"The MAC is not right.\");\n"
                    + "  }\n\n"
                    + "  private static boolean verifies("),
        Mutant.of("IDT-12", "keys are read once and never again")
            .edit("Keys", "return reads++ < READS;", "return known.isEmpty() && reads++ < READS;"),
        Mutant.of("IDT-12", "every unknown key is looked up anew")
            .edit("Keys", "return reads++ < READS;", "return true;"),
        Mutant.of("IDT-13", "a discovery document of another issuer is accepted")
            .edit("Discovery", "!issuer.equals(read.optional(\"issuer\").orElse(\"\"))", "false"),
        Mutant.of("IDT-14", "a key in the header is trusted")
            .edit(
                "IdTokens",
                "    for (PublicKey key : keys.get(header.optional(\"kid\"))) {",
                "    if (header.members().get(\"jwk\") instanceof java.util.Map<?, ?> jwk && verifies(Keys.rsa(jwk), signed, signature)) { return; }\n    for (PublicKey key : keys.get(header.optional(\"kid\"))) {")
            .edit("Keys", "  private static PublicKey rsa(", "  static PublicKey rsa("),
        Mutant.of("IDT-15", "azp is not looked at")
            .edit(
                "IdTokens",
                "require(!claims.has(\"azp\") || clientId.equals(claims.members().get(\"azp\")), \"authorized party\");",
                ""),
        Mutant.of("IDT-16", "a missing ID Token is not missed")
            .edit(
                CONNECTOR,
                "    Json claims = idTokens.verify(set.idToken(), Optional.of(remembered(session, \"nonce\")));",
                "    Json claims = set.idToken().isEmpty() ? new Json(Map.of()) : idTokens.verify(set.idToken(), Optional.of(remembered(session, \"nonce\")));")
            .edit(
                "People",
                "!claims.optional(\"sub\").equals(idToken.optional(\"sub\"))",
                "!idToken.members().isEmpty() && !claims.optional(\"sub\").equals(idToken.optional(\"sub\"))"),
        Mutant.of("IDT-18", "asks for max_age and does not check it")
            .edit(
                CONNECTOR,
                "// remember",
                "request.hints().forEach((hint, value) -> parameters.put(hint.parameter(), value));"),
        Mutant.of("IDT-17", "a second of skew").edit("IdTokens", "SKEW = 60", "SKEW = 1"));
  }

  private static List<Mutant> people() {
    return List.of(
        Mutant.of("USR-01", "the token in the address")
            .edit(
                "People",
                "ProviderRequest.get(endpoint)\n",
                "ProviderRequest.get(URI.create(endpoint + \"?access_token=\" + Form.encode(token.reveal())))\n"),
        Mutant.of("USR-02", "sub is not compared")
            .edit("People", "!claims.optional(\"sub\").equals(idToken.optional(\"sub\"))", "false"),
        Mutant.of("USR-03", "the e-mail address is the id")
            .edit(
                "People",
                "UserProfile.builder(claims.text(\"sub\"))",
                "UserProfile.builder(claims.optional(\"email\").orElseGet(() -> claims.text(\"sub\")))"),
        Mutant.of("USR-04", "null as an id")
            .edit(
                "People",
                "UserProfile.builder(claims.text(\"sub\"))",
                "UserProfile.builder(String.valueOf(claims.members().get(\"sub\")))")
            .edit(
                "People",
                "!claims.optional(\"sub\").equals(idToken.optional(\"sub\"))",
                "claims.optional(\"sub\").isPresent() && idToken.optional(\"sub\").isPresent() && !claims.optional(\"sub\").equals(idToken.optional(\"sub\"))")
            .edit("IdTokens", "require(claims.optional(\"sub\").isPresent(), \"subject\");", ""),
        Mutant.of("USR-05", "every address is verified")
            .edit(
                "People",
                "claims.flag(\"email_verified\")",
                "claims.optional(\"email\").isPresent()"),
        Mutant.of("USR-06", "the word null as a name")
            .edit(
                "People",
                ".name(claims.optional(\"name\"))",
                ".name(Optional.of(String.valueOf(claims.members().get(\"name\"))))"),
        Mutant.of("USR-07", "a cast that fails")
            .edit(
                "People",
                ".name(claims.optional(\"name\"))",
                ".name(Optional.ofNullable((String) claims.members().get(\"name\")).filter(text -> !text.isBlank()))"),
        Mutant.of("USR-08", "reads Latin-1")
            .edit("Json", "StandardCharsets.UTF_8", "StandardCharsets.ISO_8859_1"),
        Mutant.of("USR-09", "raw lacks what it does not know")
            .edit(
                "People", ".raw(claims.members())", ".raw(Map.of(\"sub\", claims.text(\"sub\")))"),
        Mutant.of("USR-09", "the access token in raw")
            .edit(
                "People", ".raw(claims.members())", ".raw(with(claims.members(), token.reveal()))")
            .edit(
                "People",
                "  private static Optional<String> email(",
                "  private static Map<String, Object> with(Map<String, Object> claims, String token) { var all = new java.util.LinkedHashMap<String, Object>(claims); all.put(\"token\", token); return all; }\n\n  private static Optional<String> email("),
        Mutant.of("USR-10", "asks again after 401")
            .edit(
                "People",
                "    if (response.status() == 401) {",
                "    if (response.status() == 401) { response = context.http().send(request); }\n    if (response.status() == 401) {"),
        Mutant.of("USR-12", "name and user name are swapped")
            .edit(
                "People",
                ".username(claims.optional(\"preferred_username\"))",
                ".username(claims.optional(\"name\"))"),
        Mutant.of("USR-12", "asks for userinfo by POST where the provider takes GET")
            .edit("People", "ProviderRequest.get(endpoint)", "ProviderRequest.post(endpoint)"),
        Mutant.of("USR-15", "casts what a further address answers")
            .shape(withResource())
            .edit(
                CONNECTOR,
                "// verified",
                """
                Json more =
                    Json.parse(
                        context
                            .http()
                            .send(
                                dev.connectorkit.spi.ProviderRequest.get(
                                        URI.create("https://provider.example/more"))
                                    .header("Authorization", "Bearer " + set.accessToken().reveal()))
                            .body(),
                        "further address");
                if (((List<?>) more.members().get("teams")).isEmpty()) {
                  throw Errors.of(ConnectorError.ACCOUNT_NOT_ALLOWED, "The person is in no team.");
                }
                """),
        Mutant.of("USR-14", "an unreadable userinfo is nobody's")
            .edit(
                "People",
                "Json claims = Json.parse(response.body(), \"userinfo\");",
                "Json claims; try { claims = Json.parse(response.body(), \"userinfo\"); } catch (dev.connectorkit.spi.ConnectorException e) { claims = idToken; }"));
  }

  private static List<Mutant> failures() {
    return List.of(
        Mutant.of("ERR-01", "what the parser throws comes out")
            .edit(
                "Json",
                "throw Errors.of(ConnectorError.INVALID_RESPONSE, \"The \" + what + \" is not a JSON object.\");",
                "throw new IllegalStateException(\"The \" + what + \" is not a JSON object.\");"),
        Mutant.of("ERR-02", "the status is not told")
            .edit("Errors", ".httpStatus(response.status())\n", "\n"),
        Mutant.of("ERR-03", "a provider that is down looks like a wrong config")
            .edit(
                "Errors",
                "    if (status >= 500) {\n      return ConnectorError.UNAVAILABLE;",
                "    if (status >= 500) {\n      return ConnectorError.INVALID_CONFIG;"),
        Mutant.of("ERR-04", "the provider's words in the message")
            .edit(
                "Errors",
                ".message(\"The provider refused the authorization request.\")",
                ".message(\"The provider refused the authorization request: \" + description)"),
        Mutant.of("ERR-05", "clears the interrupt")
            .edit(
                "Tokens",
                "    return context.http().send(request);",
                "    try { return context.http().send(request); } catch (ConnectorException e) { Thread.interrupted(); throw e; }"),
        Mutant.of("ERR-06", "forgets the cause")
            .edit(
                "Tokens",
                "    return context.http().send(request);",
                "    try { return context.http().send(request); } catch (ConnectorException e) { throw Errors.of(e.error(), \"The token endpoint cannot be reached.\"); }"));
  }

  private static List<Mutant> networks() {
    return List.of(
        Mutant.of("NET-01", "tries a silent provider again and again")
            .edit(
                "People",
                "ProviderResponse response = context.http().send(request);",
                "ProviderResponse response = Often.send(context.http(), request, ConnectorError.TIMEOUT);")
            .edit("Form", "final class Form {", OFTEN + "final class Form {"),
        Mutant.of("NET-02", "tries a dripping provider again and again")
            .edit(
                "Discovery",
                "        context\n            .http()\n            .send(ProviderRequest.get(URI.create(issuer + \"/.well-known/openid-configuration\")));",
                "        Often.send(context.http(), ProviderRequest.get(URI.create(issuer + \"/.well-known/openid-configuration\")), ConnectorError.TIMEOUT);")
            .edit("Form", "final class Form {", OFTEN + "final class Form {"),
        Mutant.of("NET-03", "reads a huge answer again and again")
            .edit(
                "People",
                "ProviderResponse response = context.http().send(request);",
                "ProviderResponse response = Often.send(context.http(), request, ConnectorError.INVALID_RESPONSE);")
            .edit("Form", "final class Form {", OFTEN + "final class Form {"),
        Mutant.of("NET-04", "an odd coding ends in an untyped failure")
            .edit(
                "Tokens",
                "    return context.http().send(request);",
                "    try { return context.http().send(request); } catch (ConnectorException e) { if (e.error() == ConnectorError.INVALID_RESPONSE) { throw new IllegalStateException(e); } throw e; }"),
        Mutant.of("NET-05", "a broken connection ends in an untyped failure")
            .edit(
                "Tokens",
                "    return context.http().send(request);",
                "    try { return context.http().send(request); } catch (ConnectorException e) { if (e.error() == ConnectorError.UNAVAILABLE) { throw new IllegalStateException(e); } throw e; }"),
        Mutant.of("NET-06", "follows a redirect of the token call")
            .edit(
                "Tokens",
                "    return context.http().send(request);",
                "    ProviderResponse first = context.http().send(request);\n    if (first.status() / 100 == 3 && first.header(\"Location\").isPresent()) { return context.http().send(ProviderRequest.postForm(endpoint.resolve(first.header(\"Location\").get()), form)); }\n    return first;"),
        Mutant.of("NET-07", "follows a redirect of userinfo")
            .edit(
                "People",
                "    if (response.status() == 401) {",
                "    if (response.status() / 100 == 3 && response.header(\"Location\").isPresent()) { response = context.http().send(ProviderRequest.get(endpoint.resolve(response.header(\"Location\").get())).header(\"Authorization\", \"Bearer \" + token.reveal())); }\n    if (response.status() == 401) {"),
        Mutant.of("NET-08", "a rate limit looks like an outage")
            .edit(
                "Errors",
                "return ConnectorError.RATE_LIMITED;",
                "return ConnectorError.UNAVAILABLE;"),
        Mutant.of("NET-08", "the time to wait is not told")
            .edit("Errors", ".retryAfter(retryAfter(response))\n", "\n"),
        Mutant.of("NET-09", "an outage looks like a broken answer")
            .edit(
                "Errors",
                "    if (status >= 500) {\n      return ConnectorError.UNAVAILABLE;",
                "    if (status >= 500) {\n      return ConnectorError.INVALID_RESPONSE;"),
        Mutant.of("NET-12", "remembers that the keys could not be read")
            .edit("Keys", "private int reads;", "private int reads;\n  private boolean down;")
            .edit(
                "Keys",
                "          known = read();",
                "          if (down) { throw Errors.of(ConnectorError.UNAVAILABLE, \"The provider is down.\"); }\n          known = read();")
            .edit(
                "Keys",
                "if (response.status() != 200) {",
                "if (response.status() != 200) {\n      down = true;"),
        Mutant.of("NET-11", "a connection of its own")
            .edit(
                CONNECTOR,
                "// verified",
                "try { new java.net.URL(\"https://telemetry.example/\").openStream().close(); } catch (java.io.IOException e) { closed = closed; }"));
  }

  private static final String OFTEN =
      """
      final class Often {
        private Often() {}

        static dev.connectorkit.spi.ProviderResponse send(
            dev.connectorkit.spi.ProviderHttp http,
            dev.connectorkit.spi.ProviderRequest request,
            dev.connectorkit.spi.ConnectorError code) {
          for (int i = 0; i < 40; i++) {
            try {
              return http.send(request);
            } catch (dev.connectorkit.spi.ConnectorException e) {
              if (e.error() != code) {
                throw e;
              }
            }
          }
          return http.send(request);
        }
      }

      """;

  private static List<Mutant> secretsAndCrowds() {
    return List.of(
        Mutant.of("SEC-01", "toString() shows the verifier")
            .edit(
                CONNECTOR,
                "// fields",
                "private String last = \"\"; @Override public String toString() { return \"ReferenceConnector[\" + last + \"]\"; }")
            .edit(CONNECTOR, "// remember", "last = verifier;"),
        Mutant.of("SEC-02", "logs the token")
            .edit(
                CONNECTOR,
                "// verified",
                "System.getLogger(\"reference\").log(System.Logger.Level.TRACE, \"token \" + set.accessToken().reveal());"),
        Mutant.of("SEC-02", "prints the code")
            .edit(CONNECTOR, "// verified", "System.out.println(\"code \" + code);"),
        Mutant.of("SEC-03", "the provider's words are handed on as they are")
            .edit(
                "Errors",
                ".provider(error.orElse(null), null)",
                ".provider(error.orElse(null), body.optional(\"error_description\").orElse(null))"),
        Mutant.of("SEC-03", "the answer in the message")
            .edit(
                "Json",
                "throw Errors.of(ConnectorError.INVALID_RESPONSE, \"The \" + what + \" is not a JSON object.\");",
                "throw Errors.of(ConnectorError.INVALID_RESPONSE, \"The \" + what + \" is not a JSON object: \" + new String(body, java.nio.charset.StandardCharsets.UTF_8));"),
        Mutant.of("SEC-04", "a token in a system property")
            .edit(
                CONNECTOR,
                "// verified",
                "System.setProperty(\"reference.last\", set.accessToken().reveal());"),
        Mutant.of("SEC-04", "a token in a temporary file")
            .edit(
                CONNECTOR,
                "// verified",
                "try { java.nio.file.Files.writeString(java.nio.file.Files.createTempFile(\"reference\", \".txt\"), set.accessToken().reveal()); } catch (java.io.IOException e) { throw new java.io.UncheckedIOException(e); }"),
        Mutant.of("SEC-05", "random numbers from a seed")
            .edit(
                CONNECTOR,
                "// fields",
                "private static final java.util.Random RANDOM = new java.util.Random(42);")
            .edit(CONNECTOR, "context.random().nextBytes(bytes);", "RANDOM.nextBytes(bytes);"),
        Mutant.of("CON-01", "the token of a sign-in in a field")
            .edit(CONNECTOR, "// fields", "private volatile TokenSet shared;")
            .edit(CONNECTOR, "// verified", "shared = set; Thread.yield();")
            .edit(
                CONNECTOR,
                "URI.create(provider.text(\"userinfo_endpoint\")), set.accessToken(), claims),",
                "URI.create(provider.text(\"userinfo_endpoint\")), shared.accessToken(), claims),"),
        Mutant.of("CON-02", "the nonce in a field")
            .edit(CONNECTOR, "// fields", "private String kept;")
            .edit(CONNECTOR, "// remember", "kept = nonce;")
            .edit(
                CONNECTOR,
                "Optional.of(remembered(session, \"nonce\")));",
                "Optional.of(kept == null ? remembered(session, \"nonce\") : kept));"),
        Mutant.of("CON-03", "the client id in a static field")
            .edit(CONNECTOR, "private final String clientId;", "private static String clientId;"),
        Mutant.of("CON-04", "keys and metadata are read without a lock")
            .edit("Keys", "      reading.lock();\n", "")
            .edit("Keys", "        reading.unlock();\n", "        Thread.yield();\n")
            .edit("Keys", "return reads++ < READS;", "return true;"),
        Mutant.of("CON-05", "one sign-in at a time")
            .edit(
                CONNECTOR, "  public SignIn complete(", "  public synchronized SignIn complete("));
  }

  private static List<Mutant> capabilities() {
    return List.of(
        Mutant.of("CAP-01", "revoking works and is not declared")
            .edit(FACTORY, "Capability.REFRESH, Capability.REVOKE)", "Capability.REFRESH)"),
        Mutant.of("CAP-01", "PKCE is not declared").edit(FACTORY, "Capability.PKCE, ", ""),
        Mutant.of("CAP-02", "widens the scope")
            .edit(
                "Tokens",
                "form.put(\"refresh_token\", request.refreshToken().reveal());",
                "form.put(\"refresh_token\", request.refreshToken().reveal()); form.put(\"scope\", \"openid profile email admin\");"),
        Mutant.of("CAP-03", "hands back the old refresh token")
            .edit(
                "Tokens",
                "body.optional(\"refresh_token\").map(Secret::of).or(() -> before),",
                "before.or(() -> body.optional(\"refresh_token\").map(Secret::of)),"),
        Mutant.of("CAP-03", "loses the refresh token")
            .edit(
                "Tokens",
                "body.optional(\"refresh_token\").map(Secret::of).or(() -> before),",
                "body.optional(\"refresh_token\").map(Secret::of),"),
        Mutant.of("CAP-04", "an ended refresh token looks like a wrong code")
            .edit(
                "Tokens",
                "throw Errors.of(ConnectorError.TOKEN_INVALID, \"The refresh token has ended.\");",
                "throw e;"),
        Mutant.of("CAP-05", "a refreshed ID Token is not looked at")
            .edit(CONNECTOR, "if (renewed.idToken().isPresent()) {", "if (false) {"),
        Mutant.of("CAP-05", "a refreshed ID Token may be anybody's")
            .edit(
                CONNECTOR,
                "!request.subject().orElse(claims.text(\"sub\")).equals(claims.text(\"sub\"))",
                "claims.text(\"sub\").isEmpty()"),
        Mutant.of("CAP-06", "a failed revocation looks like success")
            .edit(
                "Tokens",
                "    if (response.status() != 200) {\n      throw Errors.ofResponse(response, body(response));\n    }",
                "    response.status();"),
        Mutant.of("CAP-07", "forgets when the token ends")
            .edit("Tokens", "expiresAt(body.members().get(\"expires_in\")),", "Optional.empty(),"),
        Mutant.of("CAP-07", "reports the scopes asked for")
            .edit("Tokens", "granted.map(ReferenceConnector::scopes).orElse(scopes)", "scopes"));
  }

  /** Fail before they do anything; no hostile rule may take that for a defence. */
  static List<Mutant> crashEarly() {
    String no = "throw Errors.of(ConnectorError.AUTHORIZATION_FAILED, \"No.\"); }";
    return List.of(
        Mutant.of("USR-12", "complete() fails at once")
            .edit(CONNECTOR, "// complete", "if (context != null) { " + no),
        Mutant.of("USR-12", "authorize() fails at once")
            .edit(CONNECTOR, "// authorize", "if (context != null) { " + no),
        Mutant.of("USR-12", "start() fails at once")
            .edit(CONNECTOR, "// started", "if (context != null) { " + no));
  }

  /** Ends the process it runs in. */
  static Mutant exits() {
    return Mutant.of("AUTH-02", "ends the process")
        .edit(CONNECTOR, "// authorize", "Runtime.getRuntime().halt(7);");
  }

  /** Does not return. */
  static Mutant hangs() {
    return Mutant.of("AUTH-02", "does not return")
        .edit(
            CONNECTOR,
            "// authorize",
            "new java.util.concurrent.Semaphore(0).acquireUninterruptibly();");
  }

  /** Serves one person, and holds everybody who comes after. */
  static Mutant holdsTheCrowd() {
    return Mutant.of("CON-01", "holds everybody but the first")
        .edit(
            CONNECTOR,
            "// fields",
            "private final java.util.concurrent.atomic.AtomicInteger crowd = new java.util.concurrent.atomic.AtomicInteger();")
        .edit(
            CONNECTOR,
            "// complete",
            "if (crowd.incrementAndGet() > 1) { new java.util.concurrent.Semaphore(0).acquireUninterruptibly(); }");
  }

  /** Takes its time to close. */
  static Mutant waitsInClose() {
    return Mutant.of("LIFE-06", "close() waits for something")
        .edit(
            CONNECTOR,
            "// close",
            "try { new java.util.concurrent.CountDownLatch(1).await(9, java.util.concurrent.TimeUnit.SECONDS); } catch (InterruptedException e) { Thread.currentThread().interrupt(); }");
  }

  /** Takes all memory. */
  static Mutant fillsTheHeap() {
    return Mutant.of("AUTH-02", "takes all memory")
        .edit(
            CONNECTOR,
            "// authorize",
            "var all = new java.util.ArrayList<byte[]>(); while (context != null) { all.add(new byte[16 * 1024 * 1024]); }");
  }
}
