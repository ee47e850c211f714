package dev.connectorkit.google;

import dev.connectorkit.spi.LocalizedText;
import java.util.Map;

/** The connector's name and description in the languages it speaks. */
final class Texts {

  static final LocalizedText NAME = LocalizedText.english("Google");

  static final LocalizedText DESCRIPTION =
      new LocalizedText(
          Map.ofEntries(
              Map.entry("en", "Let people sign in with their Google account."),
              Map.entry("zh-CN", "让用户使用 Google 账号登录。"),
              Map.entry("tr-TR", "Kullanıcılar Google hesaplarıyla oturum açsın."),
              Map.entry("ko", "사용자가 Google 계정으로 로그인할 수 있습니다."),
              Map.entry("de", "Anmeldung mit einem Google-Konto."),
              Map.entry("es", "Permite iniciar sesión con una cuenta de Google."),
              Map.entry("fr", "Permet de se connecter avec un compte Google."),
              Map.entry("ja", "Google アカウントでサインインできます。")));

  private Texts() {}
}
