package dev.connectorkit.testkit.huggingface;

import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The claims about a person, by granted scope. */
final class UserInfo {

  private static final Set<String> OF_PROFILE = Set.of("name", "website", "hardwareItems");
  private static final Set<String> OF_EMAIL = Set.of("email", "email_verified");
  private static final Set<String> OF_BILLING = Set.of("canPay");

  private final FakeHuggingFace provider;

  UserInfo(FakeHuggingFace provider) {
    this.provider = provider;
  }

  FakeResponse handle(FakeRequest request) {
    Optional<Grant> grant =
        request
            .header("authorization")
            .filter(header -> header.toLowerCase(Locale.ROOT).startsWith("bearer "))
            .flatMap(header -> provider.accessTokens.get(header.substring("bearer ".length())))
            .filter(known -> provider.clock.instant().isBefore(known.expiresAt()));
    if (grant.isEmpty()) {
      return provider.has(Quirk.USERINFO_ERROR_AS_HTML)
          ? FakeResponse.html(401, Pages.message("401", "Unauthorized"))
          : FakeResponse.json(401, Map.of("error", "Invalid credentials in Authorization header"));
    }
    FakePerson person = provider.people.get(grant.get().sub());
    var claims = new LinkedHashMap<>(identity(grant.get(), person));
    person
        .claims()
        .forEach(
            (name, value) -> {
              if (!OF_PROFILE.contains(name)
                  && !OF_EMAIL.contains(name)
                  && (!OF_BILLING.contains(name)
                      || grant.get().scopes().contains("read-billing"))) {
                claims.put(name, value);
              }
            });
    return FakeResponse.json(200, provider.userInfo.apply(claims));
  }

  /** What ID Tokens and userinfo have in common. */
  static Map<String, Object> identity(Grant grant, FakePerson person) {
    String origin = grant.issuer().toString();
    var claims = new LinkedHashMap<String, Object>();
    claims.put("sub", person.sub());
    if (grant.scopes().contains("profile")) {
      copy(person, "name", claims);
      claims.put("preferred_username", person.username());
      claims.put("profile", origin + "/" + person.username());
      claims.put(
          "picture",
          person.claims().getOrDefault("picture", origin + "/avatars/" + person.sub() + ".svg"));
      List.of("website", "hardwareItems").forEach(name -> copy(person, name, claims));
    }
    if (grant.scopes().contains("email")) {
      OF_EMAIL.stream().sorted().forEach(name -> copy(person, name, claims));
    }
    return claims;
  }

  private static void copy(FakePerson person, String name, Map<String, Object> claims) {
    if (person.claims().containsKey(name)) {
      claims.put(name, person.claims().get(name));
    }
  }
}
