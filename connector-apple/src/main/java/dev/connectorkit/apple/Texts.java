package dev.connectorkit.apple;

import dev.connectorkit.spi.LocalizedText;
import java.util.Map;

/** The connector's name and description in the languages it speaks. */
final class Texts {

  static final LocalizedText NAME = LocalizedText.english("Apple");

  static final LocalizedText DESCRIPTION =
      new LocalizedText(
          Map.ofEntries(
              Map.entry("en", "Let people sign in with their Apple account."),
              Map.entry("zh-CN", "让用户使用 Apple 账号登录。"),
              Map.entry("tr-TR", "Kullanıcılar Apple hesaplarıyla oturum açsın."),
              Map.entry("ko", "사용자가 Apple 계정으로 로그인할 수 있습니다."),
              Map.entry("de", "Anmeldung mit einem Apple-Konto."),
              Map.entry("es", "Permite iniciar sesión con una cuenta de Apple."),
              Map.entry("fr", "Permet de se connecter avec un compte Apple."),
              Map.entry("ja", "Apple アカウントでサインインできます。")));

  private Texts() {}
}
