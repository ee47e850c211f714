package dev.connectorkit.testkit.provider;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.testkit.shape.WireShape;
import dev.connectorkit.testkit.shape.WireShape.DocumentPointer;
import dev.connectorkit.testkit.shape.WireShape.TokenResponse.Format;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Redeems codes and refresh tokens as strictly as the specifications let a provider be. */
final class TokenEndpoint {

  private static final int LIFETIME = 3600;

  private final ScriptedProvider provider;
  private final ClientVerifier client;

  TokenEndpoint(ScriptedProvider provider, ClientVerifier client) {
    this.provider = provider;
    this.client = client;
  }

  FakeResponse handle(FakeRequest request, Script outer) {
    request.formParameter("code_verifier").ifPresent(provider::seen);
    Grant grant = grant(request);
    Script script = grant == null ? new Script() : grant.script();
    FakeResponse proper =
        refusal(request, grant)
            .orElseGet(() -> success(request, java.util.Objects.requireNonNull(grant), outer));
    return script.answer(Endpoint.TOKEN, outer, request, proper);
  }

  FakeResponse revoke(FakeRequest request) {
    Optional<String> complaint = form(request).or(() -> client.complaint(request));
    if (complaint.isPresent()) {
      provider.complain("revocation: " + complaint.get());
      return error(401, "invalid_client");
    }
    if (request.formParameter("token").isEmpty()) {
      provider.complain("revocation: there is no token");
      return error(400, "invalid_request");
    }
    provider.forgetRefresh(request.formParameter("token").get());
    return new FakeResponse(200, Map.of(), new byte[0]);
  }

  private @Nullable Grant grant(FakeRequest request) {
    return switch (request.formParameter("grant_type").orElse("")) {
      case "authorization_code" -> provider.byCode(request.formParameter("code").orElse(""));
      case "refresh_token" ->
          provider.byRefreshToken(request.formParameter("refresh_token").orElse(""));
      default -> null;
    };
  }

  /** The first thing that is wrong. */
  private Optional<FakeResponse> refusal(FakeRequest request, @Nullable Grant grant) {
    Optional<String> malformed = form(request);
    if (malformed.isPresent()) {
      return Optional.of(refuse(400, "invalid_request", malformed.get()));
    }
    Optional<String> unproven = client.complaint(request);
    if (unproven.isPresent()) {
      return Optional.of(refuse(401, "invalid_client", unproven.get()));
    }
    if (grant == null) {
      return Optional.of(refuse(400, "invalid_grant", "the code or refresh token is unknown"));
    }
    if (request.formParameter("grant_type").equals(Optional.of("refresh_token"))) {
      return Optional.empty();
    }
    if (grant.uses().incrementAndGet() > 1) {
      return Optional.of(refuse(400, "invalid_grant", "the code is sent a second time"));
    }
    // RFC 6749 §4.1.3: identical to that of the authorization request.
    if (!request.formParameter("redirect_uri").equals(grant.asked("redirect_uri"))) {
      return Optional.of(
          refuse(400, "invalid_grant", "redirect_uri is not that of the authorization request"));
    }
    if (provider.shape().provider().withoutPkce() && usesPkce(request, grant)) {
      return Optional.of(refuse(401, "invalid_client", "PKCE is used, which is not taken here"));
    }
    return verifier(request, grant).map(wrong -> refuse(400, "invalid_grant", wrong));
  }

  private static Optional<String> form(FakeRequest request) {
    if (!request.method().equals("POST")) {
      return Optional.of("the method is " + request.method() + " and not POST");
    }
    String type = request.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    if (!type.startsWith("application/x-www-form-urlencoded")) {
      return Optional.of("the content type is not application/x-www-form-urlencoded");
    }
    return request.form().entrySet().stream()
        .filter(parameter -> parameter.getValue().size() > 1)
        .map(parameter -> "the parameter " + parameter.getKey() + " is repeated")
        .findFirst();
  }

  private static boolean usesPkce(FakeRequest request, Grant grant) {
    return grant.asked("code_challenge").isPresent()
        || request.formParameter("code_verifier").isPresent();
  }

  /** RFC 7636 §4.6. */
  private static Optional<String> verifier(FakeRequest request, Grant grant) {
    Optional<String> challenge = grant.asked("code_challenge");
    Optional<String> verifier = request.formParameter("code_verifier");
    if (challenge.isEmpty()) {
      return verifier.isPresent()
          ? Optional.of("there is a code_verifier although no challenge was sent")
          : Optional.empty();
    }
    if (verifier.isEmpty()) {
      return Optional.of("code_verifier is missing");
    }
    boolean plain = grant.asked("code_challenge_method").orElse("plain").equals("plain");
    String expected = plain ? verifier.get() : s256(verifier.get());
    return expected.equals(challenge.get())
        ? Optional.empty()
        : Optional.of("code_verifier does not match the challenge");
  }

  private FakeResponse success(FakeRequest request, Grant grant, Script outer) {
    WireShape shape = provider.shape();
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    String accessToken = provider.secret("access");
    String refreshToken = provider.secret("refresh");
    members.put("access_token", accessToken);
    members.put("token_type", "Bearer");
    members.put("expires_in", LIFETIME);
    members.put("refresh_token", refreshToken);
    members.put("scope", grant.asked("scope").orElse(""));
    shape
        .idToken()
        .ifPresent(spec -> members.put("id_token", provider.seen(idToken(grant, outer))));
    members.putAll(java.util.Objects.requireNonNull(shape.tokenResponse().members()));
    Map<String, @Nullable Object> changed =
        outer.tokenMembers(grant.script().tokenMembers(members));
    provider.rememberAccess(String.valueOf(changed.getOrDefault("access_token", "")), grant);
    provider.rememberRefresh(String.valueOf(changed.getOrDefault("refresh_token", "")), grant);
    provider.seen(String.valueOf(changed.getOrDefault("access_token", accessToken)));
    provider.seen(String.valueOf(changed.getOrDefault("refresh_token", refreshToken)));
    return written(changed);
  }

  private FakeResponse written(Map<String, @Nullable Object> members) {
    WireShape.TokenResponse how = provider.shape().tokenResponse();
    if (how.format() == Format.FORM) {
      String form =
          members.entrySet().stream()
              .map(
                  member ->
                      encode(member.getKey()) + "=" + encode(String.valueOf(member.getValue())))
              .collect(Collectors.joining("&"));
      return FakeResponse.of(200, "application/x-www-form-urlencoded", form);
    }
    String wrapper = how.wrappedIn();
    return FakeResponse.json(200, wrapper == null ? members : Map.of(wrapper, members))
        .header("Cache-Control", "no-store");
  }

  private String idToken(Grant grant, Script outer) {
    return idToken(
        grant.asked("nonce").orElse(null),
        grant.person(),
        draft -> {
          grant.script().apply(draft);
          outer.apply(draft);
        });
  }

  String idToken(@Nullable String nonce, Person person, Consumer<IdTokenDraft> change) {
    WireShape.IdToken spec = provider.shape().idToken().orElseThrow();
    Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    long now = Instant.now().getEpochSecond();
    claims.put("iss", String.valueOf(provider.shape().provider().issuer()));
    claims.put("aud", provider.clientId());
    claims.put("iat", now);
    claims.put("exp", now + LIFETIME);
    if (nonce != null) {
      claims.put("nonce", nonce);
    }
    Object sub = person.object(DocumentPointer.USER_INFO).get("sub");
    if (sub != null) {
      claims.put("sub", sub);
    }
    claims.putAll(person.object(DocumentPointer.ID_TOKEN));
    if (!provider.shape().repeatsNonce()) {
      // Real ones leave it out.
      claims.remove("nonce");
    }
    var draft = new IdTokenDraft(String.valueOf(spec.algorithm()), provider.keys(), claims);
    change.accept(draft);
    return draft.write();
  }

  private FakeResponse refuse(int status, String error, String complaint) {
    provider.complain("token request: " + complaint);
    return error(status, error);
  }

  /** RFC 6749 §5.2. */
  private static FakeResponse error(int status, String code) {
    return FakeResponse.json(status, Map.of("error", code, "error_description", "Refused."));
  }

  private static String s256(String verifier) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
