package dev.connectorkit.oauth;

import static java.util.Objects.requireNonNull;

import dev.connectorkit.spi.CredentialRequest;
import dev.connectorkit.spi.UserProfile;
import java.net.URI;
import java.util.Map;
import java.util.function.Function;

/**
 * A provider's script that hands over an ID Token without a redirect.
 *
 * @param source where pages load it from
 * @param parameter the name under which it posts the ID Token
 * @param settings its settings for one sign-in. They must make {@link CredentialRequest#state()}
 *     the ID Token's {@code nonce}
 * @param profile makes a profile from the ID Token alone
 */
public record CredentialScript(
    URI source,
    String parameter,
    Function<CredentialRequest, Map<String, String>> settings,
    Function<Claims, UserProfile> profile) {

  public CredentialScript {
    requireNonNull(source, "source is null");
    requireNonNull(parameter, "parameter is null");
    requireNonNull(settings, "settings is null");
    requireNonNull(profile, "profile is null");
  }
}
