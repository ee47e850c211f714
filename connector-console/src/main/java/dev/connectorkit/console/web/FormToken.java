package dev.connectorkit.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import io.javalin.http.Context;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What a page puts into its forms, and no other site can know: a hash of the secret that the
 * browser has in a cookie. It gives nothing away of that secret, and needs no store.
 */
public final class FormToken {

  /** The name of the field. */
  public static final String FIELD = "_token";

  private static final String PURPOSE = "connectorkit form token ";

  private FormToken() {}

  /**
   * @param secret at least 128 random bits, from a cookie that no script reads
   */
  public static String of(String secret) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest((PURPOSE + secret).getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  /**
   * @throws ConsoleException with {@link ConsoleError#FORGED} when the posted form does not have it
   */
  public static void check(Context context, String secret) {
    check(Forms.of(context).getOrDefault(FIELD, java.util.List.of("")).get(0), secret);
  }

  /**
   * The same for a form that was read otherwise.
   *
   * @throws ConsoleException with {@link ConsoleError#FORGED}
   */
  public static void check(String given, String secret) {
    if (!MessageDigest.isEqual(of(secret).getBytes(UTF_8), given.getBytes(UTF_8))) {
      throw new ConsoleException(
          ConsoleError.FORGED,
          "The form was not sent from a page of this session. Go back, load the page again, and"
              + " send it once more.");
    }
  }
}
