package dev.connectorkit.oauth;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.UserProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes profiles by JSON pointers (RFC 6901) into what the provider said about a person, for
 * connectors whose claims are configured. All pointers go into one document: an address and the
 * word that it is verified must not come from two.
 */
public final class ClaimMapping {

  private static final List<String> MEMBERS =
      List.of(
          "id",
          "username",
          "name",
          "email",
          "emailVerified",
          "phone",
          "phoneVerified",
          "avatar",
          "profileUrl",
          "locale");

  private final Map<String, JsonPointer> pointers;
  private final boolean trustsEmail;

  private ClaimMapping(Map<String, JsonPointer> pointers, boolean trustsEmail) {
    this.pointers = pointers;
    this.trustsEmail = trustsEmail;
  }

  /**
   * Reads each member where a JSON pointer says.
   *
   * @param pointers the pointer for a member of {@link UserProfile}, by its name, for example
   *     {@code "/data/user/id"} for {@code "id"}; empty where there is nothing to read
   * @throws ConnectorException with {@link ConnectorError#INVALID_CONFIG} when one is no pointer
   */
  public static ClaimMapping of(Function<String, Optional<String>> pointers) {
    var parsed = new HashMap<String, JsonPointer>();
    for (String member : MEMBERS) {
      pointers.apply(member).ifPresent(text -> parsed.put(member, JsonPointer.parse(text, member)));
    }
    return new ClaimMapping(parsed, false);
  }

  /**
   * The same mapping, for a provider that does not say which addresses are verified.
   *
   * @param trusted whether an address counts as verified when the provider says nothing; one that
   *     it calls unverified never does
   */
  public ClaimMapping trustingEmail(boolean trusted) {
    return new ClaimMapping(pointers, trusted);
  }

  /**
   * The profile that a document makes.
   *
   * @throws ConnectorException with {@link ConnectorError#INVALID_RESPONSE} when there is no
   *     identifier
   */
  public UserProfile profile(Claims document) {
    var found = new HashMap<String, Object>();
    pointers.forEach(
        (member, pointer) ->
            pointer.in(document.asMap()).ifPresent(value -> found.put(member, value)));
    var claims = new Claims(found);
    boolean silent = trustsEmail && !found.containsKey("emailVerified");
    return UserProfile.builder(claims.identifier("id"))
        .username(claims.text("username"))
        .name(claims.text("name"))
        .email(claims.email("email"), silent || claims.asserted("emailVerified"))
        .phone(claims.text("phone"), claims.asserted("phoneVerified"))
        .avatar(claims.webUri("avatar"))
        .profileUrl(claims.webUri("profileUrl"))
        .locale(claims.text("locale"))
        .raw(document.asMap())
        .build();
  }
}
