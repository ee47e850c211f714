package dev.connectorkit.console.web;

import io.javalin.http.Context;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.slf4j.MDC;

/**
 * What ties the lines of the log to one request, and to what the person was shown. Made here: what
 * a header says might be made to mislead.
 */
public final class RequestId {

  private static final String NAME = "request";
  private static final String ATTRIBUTE = "console.request";
  private static final String HEADER = "X-Request-Id";
  private static final int BYTES = 8;
  private static final SecureRandom RANDOM = new SecureRandom();

  private RequestId() {}

  static void begin(Context context) {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    String id = HexFormat.of().formatHex(bytes);
    context.attribute(ATTRIBUTE, id);
    // For the log of whatever stands in front.
    context.header(HEADER, id);
    MDC.put(NAME, id);
  }

  /** The thread serves others next. */
  static void end() {
    MDC.remove(NAME);
  }

  /** Of this request; empty before it has one. */
  public static String of(Context context) {
    String id = context.attribute(ATTRIBUTE);
    return id == null ? "" : id;
  }
}
