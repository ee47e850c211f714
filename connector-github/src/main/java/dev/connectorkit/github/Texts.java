package dev.connectorkit.github;

import dev.connectorkit.spi.LocalizedText;
import java.util.Map;

/** The connector's name and description in the languages it speaks. */
final class Texts {

  static final LocalizedText NAME = LocalizedText.english("GitHub");

  static final LocalizedText DESCRIPTION =
      new LocalizedText(
          Map.ofEntries(
              Map.entry("en", "Let people sign in with their GitHub account."),
              Map.entry("zh-CN", "让用户使用 GitHub 账号登录。"),
              Map.entry("tr-TR", "Kullanıcılar GitHub hesaplarıyla oturum açsın."),
              Map.entry("ko", "사용자가 GitHub 계정으로 로그인할 수 있습니다."),
              Map.entry("de", "Anmeldung mit einem GitHub-Konto."),
              Map.entry("es", "Permite iniciar sesión con una cuenta de GitHub."),
              Map.entry("fr", "Permet de se connecter avec un compte GitHub."),
              Map.entry("ja", "GitHub アカウントでサインインできます。")));

  private Texts() {}
}
