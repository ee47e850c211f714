package dev.connectorkit.testkit.huggingface;

import dev.connectorkit.testkit.world.FakeOrigin;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.UnaryOperator;

/**
 * A stand-in for huggingface.co. All addresses it states follow the origin it is asked at, so it
 * serves at its production URL through a {@code FakeInternet} and on loopback alike.
 */
public final class FakeHuggingFace implements FakeOrigin {

  final Clock clock;
  final Map<String, FakeClient> clients = new ConcurrentHashMap<>();
  final Map<String, FakePerson> people;
  final Set<Quirk> quirks = ConcurrentHashMap.newKeySet();
  final SigningKeys keys = new SigningKeys();
  final Vault<Grant> codes = new Vault<>();
  final Vault<Grant> accessTokens = new Vault<>();
  final Vault<Grant> refreshTokens = new Vault<>();
  volatile UnaryOperator<Map<String, Object>> tokenResponse = UnaryOperator.identity();
  volatile UnaryOperator<Map<String, Object>> userInfo = UnaryOperator.identity();
  volatile UnaryOperator<Map<String, Object>> idTokenClaims = UnaryOperator.identity();

  private final Map<String, Deque<FakeResponse>> overrides = new ConcurrentHashMap<>();
  private final AuthorizationEndpoint authorization = new AuthorizationEndpoint(this);
  private final TokenEndpoint token = new TokenEndpoint(this);
  private final UserInfo userInfoEndpoint = new UserInfo(this);

  private FakeHuggingFace(Builder builder) {
    this.clock = builder.clock;
    builder.clients.forEach(client -> clients.put(client.id(), client));
    this.people = new LinkedHashMap<>();
    builder.people.forEach(person -> people.put(person.sub(), person));
    quirks.addAll(builder.quirks);
  }

  public static Builder builder() {
    return new Builder();
  }

  @Override
  public FakeResponse handle(FakeRequest request) {
    Deque<FakeResponse> planned = overrides.get(request.path());
    FakeResponse override = planned == null ? null : planned.pollFirst();
    if (override != null) {
      return override;
    }
    return switch (request.path()) {
      case "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server" ->
          FakeResponse.json(200, Discovery.document(request.origin()));
      case "/oauth/jwks" -> FakeResponse.json(200, keys.published());
      case "/oauth/authorize" -> authorization.handle(request);
      case "/login" -> authorization.login(request);
      case "/oauth/token" -> Weather.of(this).orElseGet(() -> token.handle(request));
      case "/oauth/userinfo" -> Weather.of(this).orElseGet(() -> userInfoEndpoint.handle(request));
      default ->
          request.path().startsWith("/avatars/")
              ? Pages.avatar(request.path())
              : FakeResponse.html(404, Pages.message("404", "There is no such page."));
    };
  }

  /** Acts as the person's browser: answers an authorization request and gives the redirect. */
  public URI authorize(URI authorizationUri, Consent consent) {
    return authorization.decide(authorizationUri, consent);
  }

  /** Answers the next request at a path with this, whatever it asks. */
  public void onNext(String path, FakeResponse response) {
    overrides.computeIfAbsent(path, any -> new ConcurrentLinkedDeque<>()).addLast(response);
  }

  /** Changes successful token responses. */
  public void mutateTokenResponse(UnaryOperator<Map<String, Object>> change) {
    this.tokenResponse = change;
  }

  /** Changes userinfo responses. */
  public void mutateUserInfo(UnaryOperator<Map<String, Object>> change) {
    this.userInfo = change;
  }

  /** Changes the claims of ID Tokens before they are signed. */
  public void mutateIdToken(UnaryOperator<Map<String, Object>> change) {
    this.idTokenClaims = change;
  }

  public void switchOn(Quirk quirk) {
    quirks.add(quirk);
  }

  public void switchOff(Quirk quirk) {
    quirks.remove(quirk);
  }

  /** Signs with a new key from now on. */
  public void rotateSigningKey() {
    keys.rotate();
  }

  /** Ends an access token, as a person can on the settings page. */
  public void revoke(String accessToken) {
    accessTokens.take(accessToken);
  }

  /** Replaces what is known about a person with the same identifier, for example after a rename. */
  public void update(FakePerson person) {
    people.put(person.sub(), person);
  }

  Collection<FakePerson> everybody() {
    return List.copyOf(people.values());
  }

  boolean has(Quirk quirk) {
    return quirks.contains(quirk);
  }

  /** How a person answers the consent page. */
  public record Consent(String sub, boolean granted) {
    public static Consent allow(FakePerson person) {
      return new Consent(person.sub(), true);
    }

    public static Consent deny(FakePerson person) {
      return new Consent(person.sub(), false);
    }
  }

  /** Collects clients and people. */
  public static final class Builder {
    private Clock clock = Clock.systemUTC();
    private final List<FakeClient> clients = new ArrayList<>();
    private final List<FakePerson> people = new ArrayList<>();
    private final Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);

    private Builder() {}

    public Builder clock(Clock value) {
      this.clock = value;
      return this;
    }

    public Builder client(FakeClient client) {
      clients.add(client);
      return this;
    }

    public Builder person(FakePerson person) {
      people.add(person);
      return this;
    }

    /** Adds a few invented people. */
    public Builder practisePeople() {
      people.addAll(FakePerson.practisePeople());
      return this;
    }

    public Builder quirk(Quirk quirk) {
      quirks.add(quirk);
      return this;
    }

    public FakeHuggingFace build() {
      return new FakeHuggingFace(this);
    }
  }
}
