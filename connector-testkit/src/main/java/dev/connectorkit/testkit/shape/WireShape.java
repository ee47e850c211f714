package dev.connectorkit.testkit.shape;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A provider as one connector meets it. Documented member by member in {@code
 * wire-shape.schema.json}; read by {@link WireShapeFile}.
 */
public record WireShape(
    Map<String, Object> config,
    Client client,
    Provider provider,
    ResponseMode responseMode,
    Map<String, String> callback,
    TokenResponse tokenResponse,
    Optional<IdToken> idToken,
    Map<String, Object> userInfo,
    Map<String, Object> resources,
    ExpectedProfile profile,
    Map<ProfileMember, DocumentPointer> sources,
    Map<String, String> endpointProperties) {

  /** How the provider calls back. */
  public enum ResponseMode {
    @JsonProperty("query")
    QUERY,
    @JsonProperty("form_post")
    FORM_POST
  }

  /** How the client proves itself (OpenID Connect Core §9). */
  public enum Authentication {
    @JsonProperty("client_secret_basic")
    CLIENT_SECRET_BASIC,
    @JsonProperty("client_secret_post")
    CLIENT_SECRET_POST,
    @JsonProperty("client_secret_jwt")
    CLIENT_SECRET_JWT,
    @JsonProperty("private_key_jwt")
    PRIVATE_KEY_JWT,
    /** A client_secret that is a JWT signed with the client's private key. */
    @JsonProperty("signed_secret")
    SIGNED_SECRET,
    @JsonProperty("none")
    NONE
  }

  /**
   * The client.
   *
   * @param id JSON pointer into the config
   * @param secret JSON pointer into the config; null without a secret
   */
  public record Client(String id, @Nullable String secret, Authentication authentication) {}

  /** The HTTP method by which userinfo is asked for (OpenID Connect Core §5.3.1). */
  public enum UserInfoMethod {
    GET,
    POST
  }

  /**
   * The provider's addresses, and what is unusual about it.
   *
   * @param withoutPkce whether it refuses PKCE from a client like this one
   * @param userInfoMethod the only method that its userinfo address takes
   */
  public record Provider(
      @Nullable URI issuer,
      boolean issuerInResponse,
      boolean withoutPkce,
      @Nullable URI discovery,
      URI authorization,
      URI token,
      @Nullable URI userInfo,
      @Nullable UserInfoMethod userInfoMethod,
      @Nullable URI jwks,
      @Nullable URI revocation,
      @Nullable Map<String, URI> resources) {

    public Provider {
      userInfoMethod = userInfoMethod == null ? UserInfoMethod.GET : userInfoMethod;
      resources = resources == null ? Map.of() : Map.copyOf(resources);
    }

    /** The origins of all addresses, for example {@code https://huggingface.co}. */
    public Set<String> origins() {
      var origins = new LinkedHashSet<String>();
      add(origins, issuer);
      add(origins, discovery);
      add(origins, authorization);
      add(origins, token);
      add(origins, userInfo);
      add(origins, jwks);
      add(origins, revocation);
      resources().values().forEach(uri -> add(origins, uri));
      return origins;
    }

    private static void add(Set<String> origins, @Nullable URI uri) {
      if (uri != null) {
        String port = uri.getPort() == -1 || uri.getPort() == 443 ? "" : ":" + uri.getPort();
        origins.add(uri.getScheme() + "://" + uri.getHost() + port);
      }
    }
  }

  /**
   * The token response.
   *
   * @param wrappedIn the member that holds it; null when it stands by itself
   * @param members members beside the standard ones
   */
  public record TokenResponse(
      @Nullable Format format, @Nullable String wrappedIn, @Nullable Map<String, Object> members) {

    /** How it is written. */
    public enum Format {
      @JsonProperty("json")
      JSON,
      @JsonProperty("form")
      FORM
    }

    public TokenResponse {
      format = format == null ? Format.JSON : format;
      members = members == null ? Map.of() : new LinkedHashMap<>(members);
    }
  }

  /**
   * The ID Token.
   *
   * @param algorithm its signature algorithm
   * @param claims about the person, and any that replace a standard one
   */
  public record IdToken(@Nullable String algorithm, @Nullable Map<String, Object> claims) {
    public IdToken {
      algorithm = algorithm == null ? "RS256" : algorithm;
      claims = claims == null ? Map.of() : new LinkedHashMap<>(claims);
    }
  }

  /** Whether the provider repeats the nonce in ID Tokens: not where the shape has null for it. */
  public boolean repeatsNonce() {
    return idToken
        .map(token -> !token.claims().containsKey("nonce") || token.claims().get("nonce") != null)
        .orElse(false);
  }

  /** The document a JSON pointer points into, and the pointer. */
  public record DocumentPointer(String document, String pointer) {

    /** The documents that are not resources. */
    public static final String USER_INFO = "userInfo";

    /** The claims of the ID Token. */
    public static final String ID_TOKEN = "idToken";

    @Override
    public String toString() {
      return document + "#" + pointer;
    }
  }

  /** The members of a profile that a document's member can be mapped to. */
  public enum ProfileMember {
    @JsonProperty("id")
    ID,
    @JsonProperty("username")
    USERNAME,
    @JsonProperty("name")
    NAME,
    @JsonProperty("email")
    EMAIL,
    @JsonProperty("emailVerified")
    EMAIL_VERIFIED,
    @JsonProperty("phone")
    PHONE,
    @JsonProperty("phoneVerified")
    PHONE_VERIFIED,
    @JsonProperty("avatar")
    AVATAR,
    @JsonProperty("profileUrl")
    PROFILE_URL,
    @JsonProperty("locale")
    LOCALE
  }

  /** The profile to expect; absent members must be absent. */
  public record ExpectedProfile(
      String id,
      @Nullable String username,
      @Nullable String name,
      @Nullable String email,
      boolean emailVerified,
      @Nullable String phone,
      boolean phoneVerified,
      @Nullable String avatar,
      @Nullable String profileUrl,
      @Nullable String locale) {

    /** The text members that are expected, by member. */
    public Map<ProfileMember, String> texts() {
      var texts = new LinkedHashMap<ProfileMember, String>();
      texts.put(ProfileMember.ID, id);
      put(texts, ProfileMember.USERNAME, username);
      put(texts, ProfileMember.NAME, name);
      put(texts, ProfileMember.EMAIL, email);
      put(texts, ProfileMember.PHONE, phone);
      put(texts, ProfileMember.AVATAR, avatar);
      put(texts, ProfileMember.PROFILE_URL, profileUrl);
      put(texts, ProfileMember.LOCALE, locale);
      return texts;
    }

    private static void put(
        Map<ProfileMember, String> texts, ProfileMember member, @Nullable String text) {
      if (text != null) {
        texts.put(member, text);
      }
    }
  }

  /** The document of a name: the userinfo, the ID Token's claims, or a resource. */
  public @Nullable Object document(String name) {
    return switch (name) {
      case DocumentPointer.USER_INFO -> userInfo;
      case DocumentPointer.ID_TOKEN -> idToken.map(IdToken::claims).orElse(null);
      default -> resources.get(name);
    };
  }
}
