package dev.connectorkit.gitlab;

import dev.connectorkit.spi.LocalizedText;
import java.util.Map;

/** The connector's name and description in the languages it speaks. */
final class Texts {

  static final LocalizedText NAME = LocalizedText.english("GitLab");

  static final LocalizedText DESCRIPTION =
      new LocalizedText(
          Map.ofEntries(
              Map.entry("en", "Let people sign in with their GitLab account."),
              Map.entry("zh-CN", "让用户使用 GitLab 账号登录。"),
              Map.entry("tr-TR", "Kullanıcılar GitLab hesaplarıyla oturum açsın."),
              Map.entry("ko", "사용자가 GitLab 계정으로 로그인할 수 있습니다."),
              Map.entry("de", "Anmeldung mit einem GitLab-Konto."),
              Map.entry("es", "Permite iniciar sesión con una cuenta de GitLab."),
              Map.entry("fr", "Permet de se connecter avec un compte GitLab."),
              Map.entry("ja", "GitLab アカウントでサインインできます。")));

  private Texts() {}
}
