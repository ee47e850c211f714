package dev.connectorkit.microsoft;

import dev.connectorkit.spi.LocalizedText;
import java.util.Map;

/** The connector's name and description in the languages it speaks. */
final class Texts {

  static final LocalizedText NAME = LocalizedText.english("Microsoft");

  static final LocalizedText DESCRIPTION =
      new LocalizedText(
          Map.ofEntries(
              Map.entry("en", "Let people sign in with their Microsoft account."),
              Map.entry("zh-CN", "让用户使用 Microsoft 账号登录。"),
              Map.entry("tr-TR", "Kullanıcılar Microsoft hesaplarıyla oturum açsın."),
              Map.entry("ko", "사용자가 Microsoft 계정으로 로그인할 수 있습니다."),
              Map.entry("de", "Anmeldung mit einem Microsoft-Konto."),
              Map.entry("es", "Permite iniciar sesión con una cuenta de Microsoft."),
              Map.entry("fr", "Permet de se connecter avec un compte Microsoft."),
              Map.entry("ja", "Microsoft アカウントでサインインできます。")));

  private Texts() {}
}
