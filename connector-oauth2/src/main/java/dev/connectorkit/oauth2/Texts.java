package dev.connectorkit.oauth2;

import dev.connectorkit.spi.LocalizedText;
import java.util.Map;

/** The connector's name and description in the languages it speaks. */
final class Texts {

  static final LocalizedText NAME = LocalizedText.english("OAuth 2.0");

  static final LocalizedText DESCRIPTION =
      new LocalizedText(
          Map.ofEntries(
              Map.entry("en", "Let people sign in with any provider of OAuth 2.0."),
              Map.entry("zh-CN", "让用户使用任何 OAuth 2.0 提供方登录。"),
              Map.entry(
                  "tr-TR", "Kullanıcılar herhangi bir OAuth 2.0 sağlayıcısıyla oturum açsın."),
              Map.entry("ko", "사용자가 모든 OAuth 2.0 제공자로 로그인할 수 있습니다."),
              Map.entry("de", "Anmeldung mit jedem Anbieter von OAuth 2.0."),
              Map.entry("es", "Permite iniciar sesión con cualquier proveedor de OAuth 2.0."),
              Map.entry("fr", "Permet de se connecter avec tout fournisseur OAuth 2.0."),
              Map.entry("ja", "任意の OAuth 2.0 プロバイダーでサインインできます。")));

  private Texts() {}
}
