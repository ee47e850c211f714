#set($origin = $providerUrl.replaceFirst("(https://[^/]+).*", "$1"))
package ${package};

import dev.connectorkit.oauth.ClientAuthentication;
#if($protocol == "oauth2")
import dev.connectorkit.oauth.Endpoints;
#end
import dev.connectorkit.oauth.OAuthConnector;
import dev.connectorkit.spi.Capability;
import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.Connector;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorFactory;
import dev.connectorkit.spi.ConnectorMetadata;
import dev.connectorkit.spi.Logo;
import java.net.URI;
import org.pf4j.Extension;

/** Makes connectors to ${providerName}. */
@Extension
public final class ${className}ConnectorFactory implements ConnectorFactory {

  private static final Class<?> HERE = ${className}ConnectorFactory.class;
#if($protocol == "oauth2")
  private static final String PROVIDER = "${providerUrl}";

  // Where the provider's documentation says they are.
  private static final Endpoints ENDPOINTS =
      Endpoints.of(
              URI.create(PROVIDER + "/oauth/authorize"), URI.create(PROVIDER + "/oauth/token"))
          .withUserInfo(URI.create(PROVIDER + "/api/me"));
#else
  // Exactly as the provider's /.well-known/openid-configuration states it.
  private static final String ISSUER = "${providerUrl}";
#end

  @Override
  public ConnectorMetadata metadata() {
    return ConnectorMetadata.builder("${providerId}")
        // The provider. With a person's id it is the key of an account: never change it.
        .target("${providerId}")
        .name(Texts.NAME)
        .description(Texts.DESCRIPTION)
        .logo(Logo.fromResource(HERE, "logo.svg"))
        .logoDark(Logo.fromResource(HERE, "logo-dark.svg"))
        .readme(HERE, "README.md")
#if($protocol == "oauth2")
        .capabilities(Capability.PKCE, Capability.REFRESH)
        // Every origin it sends requests to; the host refuses all others.
        .origins(URI.create("${origin}"))
#else
        .capabilities(Capability.PKCE, Capability.ID_TOKEN, Capability.REFRESH)
        // Every origin it sends requests to; the host refuses all others.
        .origins(URI.create("${origin}"))
#end
        .build();
  }

  @Override
  public ConfigSchema configSchema() {
    return ConfigSchema.fromResource(HERE, "config-schema.json");
  }

  @Override
  public Connector create(ConnectorConfig config, ConnectorContext context) {
    return OAuthConnector.builder(context)
#if($protocol == "oauth2")
        .endpoints(ENDPOINTS)
#else
        .issuer(URI.create(ISSUER))
#end
        .client(ClientAuthentication.post(config.text("clientId"), config.secret("clientSecret")))
        .scope(config.text("scope"))
#if($protocol != "oauth2")
        .requiredScope("openid")
#end
        .profile(${className}Profile::of)
        // Lets an operator check a config without a person: a code that cannot exist is refused.
        .checkByUnknownCode(URI.create("https://localhost/connector-check"))
        .build();
  }
}
