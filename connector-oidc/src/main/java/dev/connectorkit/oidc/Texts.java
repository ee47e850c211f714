package dev.connectorkit.oidc;

import dev.connectorkit.spi.LocalizedText;
import java.util.Map;

/** The connector's name and description in the languages it speaks. */
final class Texts {

  static final LocalizedText NAME = LocalizedText.english("OpenID Connect");

  static final LocalizedText DESCRIPTION =
      new LocalizedText(
          Map.ofEntries(
              Map.entry("en", "Let people sign in with any OpenID provider."),
              Map.entry("zh-CN", "让用户使用任何 OpenID 提供方登录。"),
              Map.entry("tr-TR", "Kullanıcılar herhangi bir OpenID sağlayıcısıyla oturum açsın."),
              Map.entry("ko", "사용자가 모든 OpenID 제공자로 로그인할 수 있습니다."),
              Map.entry("de", "Anmeldung mit jedem OpenID-Anbieter."),
              Map.entry("es", "Permite iniciar sesión con cualquier proveedor OpenID."),
              Map.entry("fr", "Permet de se connecter avec tout fournisseur OpenID."),
              Map.entry("ja", "任意の OpenID プロバイダーでサインインできます。")));

  private Texts() {}
}
