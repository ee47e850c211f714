package sample;

import dev.connectorkit.oauth.ClientAuthentication;
import dev.connectorkit.oauth.Endpoints;
import dev.connectorkit.oauth.OAuthConnector;
import dev.connectorkit.oauth.ProfileSource;
import dev.connectorkit.spi.Capability;
import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.Connector;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorFactory;
import dev.connectorkit.spi.ConnectorMetadata;
import dev.connectorkit.spi.LocalizedText;
import dev.connectorkit.spi.Logo;
import dev.connectorkit.spi.UserProfile;
import java.net.URI;
import org.pf4j.Extension;

@Extension
public final class SampleFactory implements ConnectorFactory {

  @Override
  public ConnectorMetadata metadata() {
    return ConnectorMetadata.builder("sample")
        .target("sample")
        .name(LocalizedText.english("Sample"))
        .description(LocalizedText.english("Sign in with Sample."))
        .logo(Logo.fromResource(SampleFactory.class, "logo.svg"))
        .readme("# Sample")
        .capabilities(Capability.PKCE, Capability.REFRESH)
        .origins(URI.create("https://sample.example"))
        .build();
  }

  @Override
  public ConfigSchema configSchema() {
    return ConfigSchema.fromResource(SampleFactory.class, "config-schema.json");
  }

  @Override
  public Connector create(ConnectorConfig config, ConnectorContext context) {
    return OAuthConnector.builder(context)
        .endpoints(
            Endpoints.of(
                    URI.create("https://sample.example/authorize"),
                    URI.create("https://sample.example/token"))
                .withUserInfo(URI.create("https://sample.example/me")))
        .client(ClientAuthentication.post(config.text("clientId"), config.secret("clientSecret")))
        .scope("profile")
        .profile(SampleFactory::profile)
        .build();
  }

  private static UserProfile profile(ProfileSource source) {
    return UserProfile.builder(source.userInfo().identifier("id"))
        .name(source.userInfo().text("name"))
        .email(source.userInfo().email("email"), source.userInfo().asserted("verified"))
        .raw(source.userInfo().asMap())
        .build();
  }
}
