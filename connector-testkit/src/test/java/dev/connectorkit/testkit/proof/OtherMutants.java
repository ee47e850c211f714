package dev.connectorkit.testkit.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * The rules broken in other ways than the rules were written for: what a careless author, or one
 * who does everything by hand, gets wrong. Each has to be caught by the rule that is about it.
 */
final class OtherMutants {

  private static final String FACTORY = "ReferenceFactory";
  private static final String CONNECTOR = "ReferenceConnector";

  private OtherMutants() {}

  static List<Mutant> all() {
    List<Mutant> all = new ArrayList<>();
    all.addAll(packaging());
    all.addAll(lifecycle());
    all.addAll(requests());
    all.addAll(callbacks());
    all.addAll(tokens());
    all.addAll(idTokens());
    all.addAll(people());
    all.addAll(networksAndSecrets());
    return all;
  }

  private static List<Mutant> packaging() {
    return List.of(
        Mutant.of("PLG-03", "brings a class of SLF4J")
            .entry("org/slf4j/Extra.class", new byte[] {0}),
        Mutant.of("PLG-05", "a library's class file for a later Java")
            .entry(
                "vendor/Deep.class",
                new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 65}),
        Mutant.of("PLG-07", "makes a file while it is loaded")
            .edit(
                FACTORY,
                "// load",
                "try { java.nio.file.Files.createTempFile(\"reference\", \".cache\"); } catch (java.io.IOException e) { throw new java.io.UncheckedIOException(e); }"),
        Mutant.of("PLG-06", "says it works with every kit").attribute("Plugin-Requires", ">=0.0.1"),
        Mutant.of("META-04", "a picture of another site in the logo")
            .edit(FACTORY, "<circle ", "<image href='https://tracker.example/a.png'/><circle "),
        Mutant.of("META-04", "an event handler in the logo")
            .edit(FACTORY, "<circle ", "<circle onload='alert(1)' "),
        Mutant.of("CFG-05", "a token that is not marked")
            .edit(
                FACTORY,
                "\"scope\": {\"type\": \"string\", \"default\"",
                "\"apiToken\": {\"type\": \"string\", \"minLength\": 1}, \"scope\": {\"type\": \"string\", \"default\""),
        Mutant.of("CFG-07", "an address is checked for https somewhere in it")
            .edit(
                FACTORY,
                "\"format\": \"https-uri\", \"x-origin\": true",
                "\"pattern\": \"https?://\""));
  }

  private static List<Mutant> lifecycle() {
    return List.of(
        Mutant.of("LIFE-02", "start() fails the second time")
            .edit(CONNECTOR, "// fields", "private boolean started;")
            .edit(
                CONNECTOR,
                "// started",
                "if (started) { throw new IllegalStateException(); } started = true;"),
        Mutant.of("LIFE-03", "revokes after close()")
            .edit(CONNECTOR, "    requireOpen();\n    tokens.revoke(", "    tokens.revoke("),
        Mutant.of("LIFE-04", "a log handler of its own")
            .edit(
                CONNECTOR,
                "// started",
                "java.util.logging.Logger.getGlobal().addHandler(new java.util.logging.Handler() { @Override public void publish(java.util.logging.LogRecord line) { closed = closed; } @Override public void flush() { closed = closed; } @Override public void close() { closed = closed; } });"),
        Mutant.of("LIFE-05", "a pool for each sign-in")
            .edit(
                CONNECTOR,
                "// verified",
                "java.util.concurrent.Executors.newFixedThreadPool(2).submit(() -> clientId.length());"),
        Mutant.of("LIFE-08", "every load leaves a thread")
            .edit(
                CONNECTOR,
                "// started",
                "Thread kept = new Thread(() -> { new java.util.concurrent.Semaphore(0).acquireUninterruptibly(); closed = true; }, \"kept\"); kept.setDaemon(true); kept.start();"),
        Mutant.of("LIFE-09", "reads answers in the host's character set")
            .edit(
                "Json",
                "new String(text, java.nio.charset.StandardCharsets.UTF_8)",
                "new String(text)"),
        Mutant.of("LIFE-09", "reads a date in the host's time zone")
            .edit(
                "Errors",
                "ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()",
                "java.time.LocalDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).atZone(java.time.ZoneId.systemDefault()).toInstant()"),
        Mutant.of("LIFE-09", "writes an identifier in the host's digits")
            .edit(
                "People",
                "UserProfile.builder(claims.text(\"sub\"))",
                "UserProfile.builder(claims.text(\"sub\").replace(\"00042\", String.format(\"%05d\", 42)))"),
        Mutant.of("LIFE-07", "sets the time zone, once")
            .edit(
                CONNECTOR,
                "// started",
                "java.util.TimeZone.setDefault(java.util.TimeZone.getTimeZone(\"Asia/Tokyo\"));"),
        Mutant.of("LIFE-07", "sets a system property of the JDK's HTTP, once")
            .edit(CONNECTOR, "// created", "System.setProperty(\"http.maxRedirects\", \"3\");"),
        Mutant.of("LIFE-07", "keeps cookies for everybody")
            .edit(
                CONNECTOR,
                "// verified",
                "if (java.net.CookieHandler.getDefault() == null) { java.net.CookieHandler.setDefault(new java.net.CookieManager()); }"),
        Mutant.of("LIFE-07", "renames the caller's thread")
            .edit(CONNECTOR, "// verified", "Thread.currentThread().setName(\"reference\");"));
  }

  private static List<Mutant> requests() {
    return List.of(
        Mutant.of("AUTH-01", "drops the address's own query")
            .edit(
                CONNECTOR,
                "String joint = endpoint.contains(\"?\") ? \"&\" : \"?\";",
                "endpoint = endpoint.replaceFirst(\"[?].*\", \"\"); String joint = \"?\";"),
        Mutant.of("AUTH-08", "makes the nonce from the state")
            .edit(
                CONNECTOR,
                "String nonce = random();",
                "String nonce = challenge(request.state());"),
        Mutant.of("AUTH-09", "makes the verifier from the state")
            .edit(
                CONNECTOR,
                "String verifier = random();",
                "String verifier = challenge(request.state());"),
        Mutant.of("AUTH-03", "takes dots out of the redirect URI")
            .edit(
                CONNECTOR,
                "parameters.put(\"redirect_uri\", request.redirectUri().toString());",
                "parameters.put(\"redirect_uri\", request.redirectUri().normalize().toString());"),
        Mutant.of("AUTH-03", "makes the redirect URI lower-case")
            .edit(
                CONNECTOR,
                "parameters.put(\"redirect_uri\", request.redirectUri().toString());",
                "parameters.put(\"redirect_uri\", request.redirectUri().toString().toLowerCase(java.util.Locale.ROOT));"),
        Mutant.of("AUTH-04", "encodes the state twice")
            .edit(CONNECTOR, "request.state());", "Form.encode(request.state()));"),
        Mutant.of("AUTH-06", "client id and secret in base64 in the address")
            .edit(CONNECTOR, "// fields", "private final String pair;")
            .edit(
                CONNECTOR,
                "// created",
                "this.pair = Base64.getEncoder().encodeToString((clientId + \":\" + config.secret(\"clientSecret\").reveal()).getBytes(java.nio.charset.StandardCharsets.UTF_8));")
            .edit(CONNECTOR, "// remember", "parameters.put(\"hint\", pair);"),
        Mutant.of("AUTH-10", "the verifier in a static map")
            .edit(
                CONNECTOR,
                "// fields",
                "private static final Map<String, String> KEPT = new java.util.concurrent.ConcurrentHashMap<>();")
            .edit(CONNECTOR, "// remember", "KEPT.put(request.state(), verifier);")
            .edit(CONNECTOR, "\"verifier\", verifier,", "\"verifier\", \"-\",")
            .edit(
                CONNECTOR,
                "String verifier = remembered(session, \"verifier\");",
                "String verifier = KEPT.getOrDefault(response.single(\"state\").orElse(\"\"), \"\");"),
        Mutant.of("SEC-05", "the nonce is a counter")
            .edit(
                CONNECTOR,
                "// fields",
                "private static final java.util.concurrent.atomic.AtomicLong COUNTER = new java.util.concurrent.atomic.AtomicLong();")
            .edit(
                CONNECTOR,
                "String nonce = random();",
                "String nonce = String.format(\"%032d\", COUNTER.incrementAndGet());"),
        Mutant.of("SEC-05", "the verifier is the time")
            .edit(
                CONNECTOR,
                "String verifier = random();",
                "String verifier = String.format(\"%043d\", System.nanoTime());"));
  }

  private static List<Mutant> callbacks() {
    return List.of(
        Mutant.of("CB-02", "an unknown error code is ignored")
            .edit(
                CONNECTOR,
                "if (error.isPresent()) {",
                "if (error.filter(Set.of(\"access_denied\", \"server_error\", \"temporarily_unavailable\", \"interaction_required\")::contains).isPresent()) {"),
        Mutant.of("CB-11", "takes an ID Token that comes with the callback")
            .edit(
                CONNECTOR,
                "// complete",
                """
                if (response.single("code").isEmpty() && response.single("id_token").isPresent()) {
                  Json said =
                      idTokens.verify(
                          response.single("id_token").map(dev.connectorkit.spi.Secret::of), Optional.empty());
                  return new SignIn(
                      dev.connectorkit.spi.UserProfile.builder(said.text("sub")).build(),
                      new TokenSet(
                          dev.connectorkit.spi.Secret.of("none-was-issued"), "Bearer", Optional.empty(),
                          Optional.empty(), Optional.empty(), Set.of()));
                }
                """),
        Mutant.of("CB-04", "takes the verifier from the callback")
            .edit(
                CONNECTOR,
                "String verifier = remembered(session, \"verifier\");",
                "String verifier = response.single(\"code_verifier\").orElse(remembered(session, \"verifier\"));"),
        Mutant.of("CB-04", "takes the nonce from the callback")
            .edit(
                CONNECTOR,
                "Optional.of(remembered(session, \"nonce\"))",
                "Optional.of(response.single(\"nonce\").orElse(remembered(session, \"nonce\")))"),
        Mutant.of("CB-06", "iss may begin with the issuer")
            .edit(
                CONNECTOR,
                "!stated.get().equals(provider.text(\"issuer\"))",
                "!stated.get().startsWith(provider.text(\"issuer\"))"),
        Mutant.of("CB-06", "iss may be the beginning of the issuer")
            .edit(
                CONNECTOR,
                "!stated.get().equals(provider.text(\"issuer\"))",
                "!provider.text(\"issuer\").startsWith(stated.get())"),
        Mutant.of("CB-08", "takes the first of two iss")
            .edit(
                CONNECTOR,
                "Optional<String> stated = response.single(\"iss\");",
                "Optional<String> stated = Optional.ofNullable(response.parameters().get(\"iss\")).map(all -> all.get(0));"),
        Mutant.of("CB-09", "the nonce is checked only if it is remembered")
            .edit(
                CONNECTOR,
                "Optional.of(remembered(session, \"nonce\")));",
                "session.get(\"nonce\"));"),
        Mutant.of("CB-10", "tries another way of authentication with the same code")
            .edit(
                "Tokens",
                "return read(post(endpoint, form), scopes, Optional.empty());",
                "ProviderResponse answer = post(endpoint, form); if (answer.status() == 401) { form.put(\"client_id\", clientId); form.put(\"client_secret\", secret.reveal()); answer = post(endpoint, form); } return read(answer, scopes, Optional.empty());"),
        Mutant.of("CB-10", "sends the code again when the answer is no JSON")
            .edit(
                "Tokens",
                "return read(post(endpoint, form), scopes, Optional.empty());",
                "try { return read(post(endpoint, form), scopes, Optional.empty()); } catch (ConnectorException e) { if (e.error() != ConnectorError.INVALID_RESPONSE) { throw e; } return read(post(endpoint, form), scopes, Optional.empty()); }"));
  }

  private static List<Mutant> tokens() {
    return List.of(
        Mutant.of("TOK-08", "bearer somewhere in token_type is enough")
            .edit(
                "Tokens",
                "!type.equalsIgnoreCase(\"Bearer\")",
                "!type.toLowerCase(java.util.Locale.ROOT).contains(\"bearer\")"),
        Mutant.of("TOK-09", "expires_in has to fit into an int")
            .edit(
                "Tokens",
                "new BigDecimal(seconds.toString()).longValue()",
                "new BigDecimal(seconds.toString()).intValueExact()"),
        Mutant.of("TOK-13", "reads the tokens by a regular expression")
            .edit(
                "Tokens",
                "    Json body = body(response);\n    if (response.status() != 200 ||",
                "    Json body;\n    try { body = body(response); } catch (ConnectorException e) { Map<String, Object> members = new LinkedHashMap<>(); var found = java.util.regex.Pattern.compile(\"\\\"(access_token|id_token)\\\"\\\\s*:\\\\s*\\\"([^\\\"]+)\\\"\").matcher(new String(response.body(), UTF_8)); while (found.find()) { members.put(found.group(1), found.group(2)); } if (members.isEmpty()) { throw e; } body = new Json(members); }\n    if (response.status() != 200 ||"),
        Mutant.of("CAP-08", "no PKCE")
            .edit(FACTORY, "Capability.PKCE, ", "")
            .edit(
                CONNECTOR,
                "    parameters.put(\"code_challenge\", challenge(verifier));\n    parameters.put(\"code_challenge_method\", \"S256\");\n",
                ""),
        Mutant.of("CAP-06", "the revoked token in the address")
            .edit(
                CONNECTOR,
                "tokens.revoke(URI.create(discovery.get().text(\"revocation_endpoint\")), request);",
                "tokens.revoke(URI.create(discovery.get().text(\"revocation_endpoint\") + \"?token=\" + Form.encode(request.token().reveal())), request);"),
        Mutant.of("ERR-01", "a key set that is none ends in an untyped failure")
            .edit(
                "Keys",
                "    if (Json.parse(response.body(), \"key set\").members().get(\"keys\") instanceof List<?> list) {",
                "    List<?> list = (List<?>) Json.parse(response.body(), \"key set\").members().get(\"keys\");\n    if (!list.isEmpty()) {"));
  }

  private static List<Mutant> idTokens() {
    String issuer = "claims.optional(\"iss\").equals(discovery.get().optional(\"issuer\"))";
    String audience = "return clientId.equals(said) || List.of(clientId).equals(said);";
    String nonce = "nonce.isEmpty() || nonce.equals(claims.optional(\"nonce\"))";
    return List.of(
        Mutant.of("IDT-02", "the issuer's beginning is compared")
            .edit(
                "IdTokens",
                issuer,
                "claims.optional(\"iss\").orElse(\"\").startsWith(discovery.get().text(\"issuer\"))"),
        Mutant.of("IDT-02", "the issuer's host is compared")
            .edit(
                "IdTokens",
                issuer,
                "java.net.URI.create(discovery.get().text(\"issuer\")).getHost().equals(java.net.URI.create(claims.optional(\"iss\").orElse(\"\")).getHost())"),
        Mutant.of("IDT-03", "the client id somewhere in aud is enough")
            .edit("IdTokens", audience, "return String.valueOf(said).contains(clientId);"),
        Mutant.of("IDT-03", "aud somewhere in the client id is enough")
            .edit(
                "IdTokens",
                audience,
                "return List.of(clientId).equals(said) || said instanceof String text && clientId.contains(text);"),
        Mutant.of("IDT-03", "aud is compared without case")
            .edit(
                "IdTokens",
                audience,
                "return clientId.equalsIgnoreCase(String.valueOf(said)) || List.of(clientId).equals(said);"),
        Mutant.of("IDT-05", "a day of leeway")
            .edit(
                "IdTokens",
                "number(claims, \"exp\") > now - SKEW",
                "number(claims, \"exp\") > now - 86_400"),
        Mutant.of("IDT-05", "exp is looked at only if it is there")
            .edit(
                "IdTokens",
                "require(number(claims, \"exp\")",
                "require(!claims.has(\"exp\") || number(claims, \"exp\")"),
        Mutant.of("IDT-08", "the nonce is compared without case")
            .edit(
                "IdTokens",
                nonce,
                "nonce.isEmpty() || nonce.get().equalsIgnoreCase(claims.optional(\"nonce\").orElse(\"\"))"),
        Mutant.of("IDT-08", "the nonce's beginning is compared")
            .edit(
                "IdTokens",
                nonce,
                "nonce.isEmpty() || claims.optional(\"nonce\").orElse(\"\").startsWith(nonce.get())"),
        Mutant.of("IDT-08", "the nonce somewhere in the claim is enough")
            .edit(
                "IdTokens",
                nonce,
                "nonce.isEmpty() || String.valueOf(claims.members().get(\"nonce\")).contains(nonce.get())"),
        Mutant.of("IDT-09", "a signature without a key is accepted")
            .edit(
                "IdTokens",
                "    for (PublicKey key : keys.get(header.optional(\"kid\"))) {",
                "    if (keys.get(header.optional(\"kid\")).isEmpty()) { return; }\n    for (PublicKey key : keys.get(header.optional(\"kid\"))) {"),
        Mutant.of("IDT-09", "what cannot be verified is accepted")
            .edit(
                "IdTokens",
                "    } catch (GeneralSecurityException e) {\n      return false;",
                "    } catch (GeneralSecurityException e) {\n      return true;"),
        Mutant.of("IDT-10", "an empty signature is not verified")
            .edit(
                "IdTokens",
                "    checkSignature(header, parts);",
                "    if (!parts[2].isEmpty()) { checkSignature(header, parts); }"),
        Mutant.of("IDT-12", "keys are read for every sign-in")
            .edit("Keys", "    if (!found(kid)) {", "    if (kid != null) {")
            .edit("Keys", "if (!found(kid) && mayRead()) {", "if (mayRead()) {")
            .edit("Keys", "return reads++ < READS;", "return true;"),
        Mutant.of("IDT-13", "the discovered issuer is compared without case")
            .edit("Discovery", "!issuer.equals(", "!issuer.equalsIgnoreCase("),
        Mutant.of("IDT-13", "the discovered issuer's beginning is compared")
            .edit(
                "Discovery",
                "!issuer.equals(read.optional(\"issuer\").orElse(\"\"))",
                "!read.optional(\"issuer\").orElse(\"\").startsWith(issuer)"),
        Mutant.of("IDT-15", "azp's beginning is compared")
            .edit(
                "IdTokens",
                "clientId.equals(claims.members().get(\"azp\"))",
                "String.valueOf(claims.members().get(\"azp\")).startsWith(clientId)"));
  }

  private static List<Mutant> people() {
    String other = "!claims.optional(\"sub\").equals(idToken.optional(\"sub\"))";
    String id = "UserProfile.builder(claims.text(\"sub\"))";
    return List.of(
        Mutant.of("USR-05", "a phone number is verified where anything is said about it")
            .shape(
                ReferenceJar.oidc()
                    .shape()
                    .replace(
                        "\"locale\": \"en-US\"\n  },",
                        "\"locale\": \"en-US\", \"phone_number\": \"+1 555 0100\", \"phone_number_verified\": true\n  },")
                    .replace(
                        "\"profile\": {",
                        "\"profile\": {\"phone\": \"+1 555 0100\", \"phoneVerified\": true,"))
            .edit(
                "People",
                ".avatar(address(claims, \"picture\"))",
                ".avatar(address(claims, \"picture\")).phone(claims.optional(\"phone_number\"), claims.has(\"phone_number_verified\"))"),
        Mutant.of("USR-07", "a picture's address that cannot be parsed ends the sign-in")
            .edit(
                "People",
                ".avatar(address(claims, \"picture\"))",
                ".avatar(claims.optional(\"picture\").map(URI::create))"),
        Mutant.of("USR-02", "sub is compared only if it is there")
            .edit("People", other, "claims.has(\"sub\") && " + other)
            .edit(
                "People",
                id,
                "UserProfile.builder(claims.optional(\"sub\").orElseGet(() -> idToken.text(\"sub\")))"),
        Mutant.of("USR-02", "sub is compared without case")
            .edit(
                "People",
                other,
                "!claims.optional(\"sub\").orElse(\"\").equalsIgnoreCase(idToken.text(\"sub\"))"),
        Mutant.of("USR-02", "the beginning of sub is compared")
            .edit(
                "People",
                other,
                "!claims.optional(\"sub\").orElse(\"\").startsWith(idToken.text(\"sub\"))"),
        Mutant.of("USR-03", "the identifier in lower case")
            .edit(
                "People",
                id,
                "UserProfile.builder(claims.text(\"sub\").toLowerCase(java.util.Locale.ROOT))"),
        Mutant.of("USR-03", "the user name is the id")
            .edit("People", id, "UserProfile.builder(claims.text(\"preferred_username\"))"),
        Mutant.of("USR-05", "the text false is true")
            .edit(
                "People",
                "claims.flag(\"email_verified\")",
                "claims.members().get(\"email_verified\") instanceof String || claims.flag(\"email_verified\")"),
        Mutant.of("USR-05", "anything is true but false")
            .edit(
                "People",
                "claims.flag(\"email_verified\")",
                "!\"false\".equals(String.valueOf(claims.members().get(\"email_verified\")))"),
        Mutant.of("USR-12", "a person's profile is kept for ever")
            .edit(
                CONNECTOR,
                "// fields",
                "private static final Map<String, dev.connectorkit.spi.UserProfile> KNOWN = new java.util.concurrent.ConcurrentHashMap<>();")
            .edit(
                CONNECTOR,
                "people.profile(URI.create(provider.text(\"userinfo_endpoint\")), set.accessToken(), claims),",
                "KNOWN.computeIfAbsent(claims.text(\"sub\"), sub -> people.profile(URI.create(provider.text(\"userinfo_endpoint\")), set.accessToken(), claims)),"));
  }

  private static List<Mutant> networksAndSecrets() {
    return List.of(
        Mutant.of("NET-12", "remembers that the discovery document could not be read")
            .edit(
                "Discovery",
                "private volatile Json document;",
                "private volatile Json document;\n  private volatile boolean down;")
            .edit(
                "Discovery",
                "    if (response.status() != 200) {",
                "    down = down || response.status() == 503;\n    if (response.status() != 200 || down) {"),
        Mutant.of("CON-04", "everybody who begins reads the discovery document")
            .edit(CONNECTOR, "    discovery.get();\n    // started", "    // started")
            .edit(
                "Discovery",
                "      reading.lock();",
                "      if (document != null) { return document; }")
            .edit("Discovery", "        reading.unlock();", "        Thread.yield();"),
        Mutant.of("CAP-06", "hints at an access token whatever it is")
            .edit(
                "Tokens",
                "form.put(\"token_type_hint\", request.kind().hint());",
                "form.put(\"token_type_hint\", \"access_token\");"),
        Mutant.of("NET-06", "follows a redirect of the token call on the same host")
            .edit(
                "Tokens",
                "    return context.http().send(request);",
                "    ProviderResponse first = context.http().send(request);\n    String to = first.header(\"Location\").orElse(\"\");\n    return to.startsWith(\"https://\" + endpoint.getHost() + \"/\") ? context.http().send(ProviderRequest.postForm(URI.create(to), form)) : first;"),
        Mutant.of("NET-09", "asks again and again while the provider is down")
            .edit(
                "People",
                "ProviderResponse response = context.http().send(request);",
                "ProviderResponse response = context.http().send(request);\n    for (int i = 0; i < 5 && response.status() == 503; i++) { response = context.http().send(request); }"),
        Mutant.of("NET-11", "an HTTP client of its own, at the start")
            .edit(
                CONNECTOR,
                "// fields",
                "private final java.net.http.HttpClient own = java.net.http.HttpClient.newHttpClient();")
            .edit(
                CONNECTOR,
                "// started",
                "try { own.send(java.net.http.HttpRequest.newBuilder(URI.create(\"https://telemetry.example/\")).build(), java.net.http.HttpResponse.BodyHandlers.discarding()); } catch (java.io.IOException e) { closed = closed; } catch (InterruptedException e) { Thread.currentThread().interrupt(); }"),
        Mutant.of("NET-11", "a socket of its own, when it is made")
            .edit(
                CONNECTOR,
                "// created",
                "try { new java.net.Socket(\"telemetry.example\", 443).close(); } catch (java.io.IOException e) { closed = false; }"),
        Mutant.of("SEC-02", "logs the Authorization header")
            .edit(
                "Tokens",
                "    return context.http().send(request);",
                "    System.getLogger(\"reference\").log(System.Logger.Level.DEBUG, \"headers \" + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));\n    return context.http().send(request);"),
        Mutant.of("SEC-02", "logs the code with the JDK's logger")
            .edit(
                CONNECTOR,
                "// verified",
                "java.util.logging.Logger.getLogger(\"reference\").fine(\"code \" + code);"),
        Mutant.of("SEC-03", "the answer in a cause's message")
            .edit(
                "Errors",
                "        .httpStatus(response.status())\n",
                "        .httpStatus(response.status()).cause(new IllegalStateException(new String(response.body(), java.nio.charset.StandardCharsets.UTF_8)))\n"),
        Mutant.of("CON-03", "people of all instances in one static field")
            .edit(
                CONNECTOR,
                "// fields",
                "private static final Map<String, String> KEPT = new java.util.concurrent.ConcurrentHashMap<>();")
            .edit(CONNECTOR, "// remember", "KEPT.put(\"verifier\", verifier);")
            .edit(
                CONNECTOR,
                "String verifier = remembered(session, \"verifier\");",
                "String verifier = KEPT.getOrDefault(\"verifier\", \"\");"));
  }
}
