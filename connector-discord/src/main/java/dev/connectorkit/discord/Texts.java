package dev.connectorkit.discord;

import dev.connectorkit.spi.LocalizedText;
import java.util.Map;

/** The connector's name and description in the languages it speaks. */
final class Texts {

  static final LocalizedText NAME = LocalizedText.english("Discord");

  static final LocalizedText DESCRIPTION =
      new LocalizedText(
          Map.ofEntries(
              Map.entry("en", "Let people sign in with their Discord account."),
              Map.entry("zh-CN", "让用户使用 Discord 账号登录。"),
              Map.entry("tr-TR", "Kullanıcılar Discord hesaplarıyla oturum açsın."),
              Map.entry("ko", "사용자가 Discord 계정으로 로그인할 수 있습니다."),
              Map.entry("de", "Anmeldung mit einem Discord-Konto."),
              Map.entry("es", "Permite iniciar sesión con una cuenta de Discord."),
              Map.entry("fr", "Permet de se connecter avec un compte Discord."),
              Map.entry("ja", "Discord アカウントでサインインできます。")));

  private Texts() {}
}
