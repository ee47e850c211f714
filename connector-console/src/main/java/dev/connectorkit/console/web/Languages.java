package dev.connectorkit.console.web;

import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;

/** The languages a browser asks for, most wanted first. */
public final class Languages {

  private static final int MAX_HEADER = 500;

  private Languages() {}

  public static List<Locale.LanguageRange> of(Context context) {
    String header = context.header("Accept-Language");
    if (header == null || header.length() > MAX_HEADER) {
      return List.of();
    }
    try {
      return Locale.LanguageRange.parse(header);
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }
}
