package dev.connectorkit.testkit.huggingface;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An invented person with an account. Claims are held as the provider would send them, so that any
 * oddity (null, blank, absent, of another type) can be told.
 *
 * @param sub the account's immutable identifier, 24 hexadecimal characters
 * @param username the login name, which can be changed
 * @param claims further claims by name
 */
public record FakePerson(String sub, String username, Map<String, Object> claims) {

  public FakePerson {
    claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
  }

  /** A person with a full profile and no organizations. */
  public static FakePerson of(String sub, String username, String name) {
    var claims = new LinkedHashMap<String, Object>();
    claims.put("name", name);
    claims.put("website", "https://" + username + ".example");
    claims.put("email", username + "@people.example");
    claims.put("email_verified", true);
    claims.put("isPro", false);
    claims.put("orgs", List.of());
    return new FakePerson(sub, username, claims);
  }

  /** The same person with one claim changed; null is sent as null. */
  public FakePerson with(String claim, @Nullable Object value) {
    var changed = new LinkedHashMap<String, @Nullable Object>(claims);
    changed.put(claim, value);
    @SuppressWarnings("unchecked")
    var copy = (Map<String, Object>) (Map<?, ?>) changed;
    return new FakePerson(sub, username, copy);
  }

  /** The same person without a claim. */
  public FakePerson without(String claim) {
    var changed = new LinkedHashMap<>(claims);
    changed.remove(claim);
    return new FakePerson(sub, username, changed);
  }

  /** The same account under another login name. */
  public FakePerson renamed(String newUsername) {
    return new FakePerson(sub, newUsername, claims);
  }

  /** What a page calls the person. */
  String displayName() {
    return claims.get("name") instanceof String name && !name.isBlank() ? name : username;
  }

  /** People to practise with. */
  static List<FakePerson> practisePeople() {
    return List.of(
        of("5f0000000000000000000001", "ada-example", "Ada Example")
            .with(
                "orgs",
                List.of(
                    Map.of(
                        "sub", "600000000000000000000001",
                        "name", "Example Research",
                        "preferred_username", "example-research",
                        "picture", "https://huggingface.co/avatars/org.svg",
                        "roleInOrg", "admin"))),
        of("5f0000000000000000000002", "grace-example", "Grace Example").without("website"),
        of("5f0000000000000000000003", "nameless-example", "").without("orgs"),
        of("5f0000000000000000000004", "jose-example", "José Ñandú 例え 🤖"));
  }
}
