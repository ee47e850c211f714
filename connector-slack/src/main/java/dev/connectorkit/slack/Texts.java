package dev.connectorkit.slack;

import dev.connectorkit.spi.LocalizedText;
import java.util.Map;

/** The connector's name and description in the languages it speaks. */
final class Texts {

  static final LocalizedText NAME = LocalizedText.english("Slack");

  static final LocalizedText DESCRIPTION =
      new LocalizedText(
          Map.ofEntries(
              Map.entry("en", "Let people sign in with their Slack account."),
              Map.entry("zh-CN", "让用户使用 Slack 账号登录。"),
              Map.entry("tr-TR", "Kullanıcılar Slack hesaplarıyla oturum açsın."),
              Map.entry("ko", "사용자가 Slack 계정으로 로그인할 수 있습니다."),
              Map.entry("de", "Anmeldung mit einem Slack-Konto."),
              Map.entry("es", "Permite iniciar sesión con una cuenta de Slack."),
              Map.entry("fr", "Permet de se connecter avec un compte Slack."),
              Map.entry("ja", "Slack アカウントでサインインできます。")));

  private Texts() {}
}
