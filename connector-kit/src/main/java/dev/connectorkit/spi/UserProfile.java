package dev.connectorkit.spi;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Who signed in, as the provider says.
 *
 * <p>The key of an identity is the pair of the connector's target and {@link #id()}. Username,
 * name, e-mail and phone can change hands at most providers: never look an account up by them.
 *
 * @param id the provider's immutable identifier of the person, never blank
 * @param username the login name
 * @param name the display name
 * @param email the e-mail address; one that {@link EmailAddress} accepts
 * @param emailVerified whether the provider asserts that the address belongs to the person; false
 *     when it says no or says nothing
 * @param phone the phone number
 * @param phoneVerified as {@code emailVerified}
 * @param avatar an http or https address of a picture; data, not to be fetched by a server
 * @param profileUrl an http or https address of the person's page at the provider
 * @param locale a BCP 47 language tag
 * @param raw everything the provider said, unmodifiable and JSON-shaped: String, Boolean, Number,
 *     List, Map and null
 */
public record UserProfile(
    String id,
    Optional<String> username,
    Optional<String> name,
    Optional<String> email,
    boolean emailVerified,
    Optional<String> phone,
    boolean phoneVerified,
    Optional<URI> avatar,
    Optional<URI> profileUrl,
    Optional<String> locale,
    Map<String, Object> raw) {

  public UserProfile {
    if (requireNonNull(id, "id is null").isBlank()) {
      throw new IllegalArgumentException("id is blank");
    }
    requireNonNull(username, "username is null");
    requireNonNull(name, "name is null");
    requireNonNull(email, "email is null");
    requireNonNull(phone, "phone is null");
    requireNonNull(avatar, "avatar is null");
    requireNonNull(profileUrl, "profileUrl is null");
    requireNonNull(locale, "locale is null");
    if (email.filter(address -> EmailAddress.parse(address).isEmpty()).isPresent()) {
      throw new IllegalArgumentException("email is no address, or reads as another one");
    }
    if (avatar.filter(uri -> !WebAddress.isOne(uri)).isPresent()) {
      throw new IllegalArgumentException("avatar is no http or https address");
    }
    if (profileUrl.filter(uri -> !WebAddress.isOne(uri)).isPresent()) {
      throw new IllegalArgumentException("profileUrl is no http or https address");
    }
    if (emailVerified && email.isEmpty()) {
      throw new IllegalArgumentException("emailVerified without email");
    }
    if (phoneVerified && phone.isEmpty()) {
      throw new IllegalArgumentException("phoneVerified without phone");
    }
    raw = JsonShape.copyOf(raw);
  }

  /** Starts a profile of the person with this identifier. */
  public static Builder builder(String id) {
    return new Builder(id);
  }

  /** The identifier only: the rest is personal data that does not belong in a log. */
  @Override
  public String toString() {
    return "UserProfile[id=" + id + "]";
  }

  /** Collects the optional members of a profile. */
  public static final class Builder {
    private final String id;
    private Optional<String> username = Optional.empty();
    private Optional<String> name = Optional.empty();
    private Optional<String> email = Optional.empty();
    private boolean emailVerified;
    private Optional<String> phone = Optional.empty();
    private boolean phoneVerified;
    private Optional<URI> avatar = Optional.empty();
    private Optional<URI> profileUrl = Optional.empty();
    private Optional<String> locale = Optional.empty();
    private Map<String, Object> raw = Map.of();

    private Builder(String id) {
      this.id = id;
    }

    /** The login name. */
    public Builder username(Optional<String> value) {
      this.username = value;
      return this;
    }

    /** The display name. */
    public Builder name(Optional<String> value) {
      this.name = value;
      return this;
    }

    /**
     * Drops an address that {@link EmailAddress} does not accept. An absent address is never
     * verified, whatever the provider says.
     */
    public Builder email(Optional<String> value, boolean verified) {
      this.email = value.flatMap(EmailAddress::parse);
      this.emailVerified = verified && email.isPresent();
      return this;
    }

    /** An absent number is never verified, whatever the provider says. */
    public Builder phone(Optional<String> value, boolean verified) {
      this.phone = value;
      this.phoneVerified = verified && value.isPresent();
      return this;
    }

    /** An http or https address of a picture; any other is dropped. */
    public Builder avatar(Optional<URI> value) {
      this.avatar = value.filter(WebAddress::isOne);
      return this;
    }

    /** An http or https address of the person's page; any other is dropped. */
    public Builder profileUrl(Optional<URI> value) {
      this.profileUrl = value.filter(WebAddress::isOne);
      return this;
    }

    /** A BCP 47 language tag. */
    public Builder locale(Optional<String> value) {
      this.locale = value;
      return this;
    }

    /** Everything the provider said; JSON-shaped and without tokens. */
    public Builder raw(Map<String, Object> value) {
      this.raw = value;
      return this;
    }

    /**
     * Makes the profile.
     *
     * @throws IllegalArgumentException when the identifier is blank or raw is not JSON-shaped
     */
    public UserProfile build() {
      return new UserProfile(
          id,
          username,
          name,
          email,
          emailVerified,
          phone,
          phoneVerified,
          avatar,
          profileUrl,
          locale,
          raw);
    }
  }
}
