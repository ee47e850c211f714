package dev.connectorkit.console.web;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one kind of body that is read: what a provider posts to a callback. */
public final class Forms {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Pattern CHARSET = Pattern.compile("charset=\"?([^\";\\s]*)");

  private Forms() {}

  /** Refuses text in another charset than UTF-8: the server would decode the query by it, too. */
  static void check(Context context) {
    Matcher charset = CHARSET.matcher(type(context));
    if (charset.find() && !charset.group(1).equals("utf-8")) {
      throw ConnectorException.of(ConnectorError.INVALID_REQUEST_PARAMETERS)
          .message("The request is not in UTF-8.")
          .build();
    }
  }

  /** The form in the body (OAuth 2.0 Form Post Response Mode §2); empty when it has none. */
  public static Map<String, List<String>> of(Context context) {
    boolean form = type(context).split(";", 2)[0].strip().equals(FORM);
    return form ? context.formParamMap() : Map.of();
  }

  private static String type(Context context) {
    // The header itself: the server's own reading of it fails for a charset it does not know.
    return String.valueOf(context.header("Content-Type")).toLowerCase(Locale.ROOT);
  }
}
