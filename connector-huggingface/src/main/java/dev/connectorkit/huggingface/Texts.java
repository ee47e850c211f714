package dev.connectorkit.huggingface;

import dev.connectorkit.spi.LocalizedText;
import java.util.Map;

/** The connector's name and description in the languages it speaks. */
final class Texts {

  static final LocalizedText NAME = LocalizedText.english("Hugging Face");

  static final LocalizedText DESCRIPTION =
      new LocalizedText(
          Map.ofEntries(
              Map.entry("en", "Let people sign in with their Hugging Face account."),
              Map.entry("zh-CN", "让用户使用 Hugging Face 账号登录。"),
              Map.entry("tr-TR", "Kullanıcılar Hugging Face hesaplarıyla oturum açsın."),
              Map.entry("ko", "사용자가 Hugging Face 계정으로 로그인할 수 있습니다."),
              Map.entry("de", "Anmeldung mit einem Hugging-Face-Konto."),
              Map.entry("es", "Permite iniciar sesión con una cuenta de Hugging Face."),
              Map.entry("fr", "Permet de se connecter avec un compte Hugging Face."),
              Map.entry("ja", "Hugging Face アカウントでサインインできます。")));

  private Texts() {}
}
