package dev.connectorkit.console;

import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.console.site.SignInLimit;
import dev.connectorkit.console.web.ClientAddresses;
import java.net.URI;
import java.time.Clock;
import java.util.List;

/**
 * What is known of the way between browsers and the console.
 *
 * @param proxies addresses and networks whose X-Forwarded-For is believed
 * @param signInsPerMinute what one address may begin; 0 for any number
 */
record FrontSettings(List<String> proxies, int signInsPerMinute) {

  static final int SIGN_INS_PER_MINUTE = 120;
  private static final int MOST = 1_000_000;

  FrontSettings {
    proxies = List.copyOf(proxies);
    if (signInsPerMinute < 0 || signInsPerMinute > MOST) {
      throw new SettingException(
          "--sign-ins-per-minute must be between 0, for any number, and " + MOST + ".");
    }
  }

  static FrontSettings defaults() {
    return new FrontSettings(List.of(), SIGN_INS_PER_MINUTE);
  }

  ClientAddresses addresses(URI publicUrl) {
    return ClientAddresses.of(publicUrl, proxies);
  }

  SignInLimit signInLimit(ClientAddresses addresses, Clock clock) {
    return new SignInLimit(addresses, signInsPerMinute, clock);
  }
}
