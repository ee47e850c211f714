package dev.connectorkit.linkedin;

import dev.connectorkit.spi.LocalizedText;
import java.util.Map;

/** The connector's name and description in the languages it speaks. */
final class Texts {

  static final LocalizedText NAME = LocalizedText.english("LinkedIn");

  static final LocalizedText DESCRIPTION =
      new LocalizedText(
          Map.ofEntries(
              Map.entry("en", "Let people sign in with their LinkedIn account."),
              Map.entry("zh-CN", "让用户使用 LinkedIn 账号登录。"),
              Map.entry("tr-TR", "Kullanıcılar LinkedIn hesaplarıyla oturum açsın."),
              Map.entry("ko", "사용자가 LinkedIn 계정으로 로그인할 수 있습니다."),
              Map.entry("de", "Anmeldung mit einem LinkedIn-Konto."),
              Map.entry("es", "Permite iniciar sesión con una cuenta de LinkedIn."),
              Map.entry("fr", "Permet de se connecter avec un compte LinkedIn."),
              Map.entry("ja", "LinkedIn アカウントでサインインできます。")));

  private Texts() {}
}
