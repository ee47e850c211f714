package dev.connectorkit.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.spi.Authorization;
import dev.connectorkit.spi.AuthorizationRequest;
import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.Connector;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorFactory;
import dev.connectorkit.spi.ConnectorHealth;
import dev.connectorkit.spi.ConnectorMetadata;
import dev.connectorkit.spi.CredentialPrompt;
import dev.connectorkit.spi.CredentialRequest;
import dev.connectorkit.spi.CredentialResponse;
import dev.connectorkit.spi.LocalizedText;
import dev.connectorkit.spi.Logo;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.ResponseMode;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.spi.SignInSession;
import dev.connectorkit.spi.SocialConnector;
import dev.connectorkit.spi.TokenSet;
import dev.connectorkit.spi.UserProfile;
import dev.connectorkit.spi.VerifiedCredential;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A connector that does as a test says, and remembers which callbacks reached it. */
final class ScriptedFactory implements ConnectorFactory {

  final List<AuthorizationResponse> reached = new CopyOnWriteArrayList<>();
  final List<SignInSession> sessions = new CopyOnWriteArrayList<>();
  UnaryOperator<ConnectorMetadata.Builder> metadata = UnaryOperator.identity();
  String schema = "{\"type\": \"object\"}";
  BiFunction<ConnectorConfig, ConnectorContext, Connector> create =
      (config, context) -> new Scripted();
  Function<AuthorizationRequest, Authorization> authorize = ScriptedFactory::toProvider;
  Function<AuthorizationResponse, SignIn> complete =
      response -> signIn(response.single("code").orElseThrow());
  Function<RefreshRequest, TokenSet> refresh = request -> tokens();
  Runnable revoke = () -> {};
  Function<CredentialRequest, CredentialPrompt> prompt =
      request ->
          new CredentialPrompt(
              URI.create("https://provider.example/script"), Map.of("nonce", request.state()));
  Function<CredentialResponse, VerifiedCredential> accept =
      response ->
          new VerifiedCredential(
              response.single("nonce").orElseThrow(),
              UserProfile.builder("ada").build(),
              Secret.of("credential"));

  private final String id;

  ScriptedFactory(String id) {
    this.id = id;
  }

  static Authorization to(String uri) {
    return new Authorization(
        URI.create(uri), new SignInSession(Map.of("from", uri)), ResponseMode.QUERY);
  }

  static Authorization toProvider(AuthorizationRequest request) {
    return to(
        "https://provider.example/authorize?redirect_uri="
            + request.redirectUri()
            + "&state="
            + request.state());
  }

  static SignIn signIn(String id) {
    return new SignIn(UserProfile.builder(id).build(), tokens());
  }

  static TokenSet tokens() {
    return new TokenSet(
        Secret.of("token"),
        "Bearer",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Set.of());
  }

  /** For a script that creates something else besides. */
  SocialConnector scripted() {
    return new Scripted();
  }

  @Override
  public ConnectorMetadata metadata() {
    return metadata
        .apply(
            ConnectorMetadata.builder(id)
                .target(id)
                .name(LocalizedText.english(id))
                .description(LocalizedText.english(id))
                .logo(new Logo("image/svg+xml", "<svg/>".getBytes(UTF_8)))
                .readme("# " + id))
        .build();
  }

  @Override
  public ConfigSchema configSchema() {
    return new ConfigSchema(schema);
  }

  @Override
  public Connector create(ConnectorConfig config, ConnectorContext context) {
    return create.apply(config, context);
  }

  private final class Scripted implements SocialConnector {

    @Override
    public Authorization authorize(AuthorizationRequest request) {
      return authorize.apply(request);
    }

    @Override
    public SignIn complete(AuthorizationResponse response, SignInSession session) {
      reached.add(response);
      sessions.add(session);
      return complete.apply(response);
    }

    @Override
    public TokenSet refresh(RefreshRequest request) {
      return refresh.apply(request);
    }

    @Override
    public void revoke(RevocationRequest request) {
      revoke.run();
    }

    @Override
    public CredentialPrompt prompt(CredentialRequest request) {
      return prompt.apply(request);
    }

    @Override
    public VerifiedCredential accept(CredentialResponse response) {
      return accept.apply(response);
    }

    @Override
    public ConnectorHealth check() {
      return ConnectorHealth.usable("It works.");
    }
  }
}
