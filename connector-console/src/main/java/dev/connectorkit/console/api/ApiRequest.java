package dev.connectorkit.console.api;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.operator.ApiToken;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A request of a program that was let in. */
final class ApiRequest {

  private static final int MAX_BODY_BYTES = 1_000_000;

  private final Context context;
  private final ApiToken token;

  ApiRequest(Context context, ApiToken token) {
    this.context = context;
    this.token = token;
  }

  ApiToken token() {
    return token;
  }

  /** Who does it, for the audit trail. */
  String actor() {
    return token.actor();
  }

  /** A part of the path. */
  String part(String name) {
    return context.pathParam(name);
  }

  /** A text in the query; an empty one counts as not there. */
  Optional<String> text(String name) {
    return Optional.ofNullable(context.queryParam(name)).filter(value -> !value.isEmpty());
  }

  /**
   * A yes or no in the query.
   *
   * @throws ConsoleException with {@link ConsoleError#INVALID}
   */
  boolean flag(String name, boolean otherwise) {
    String text = context.queryParam(name);
    if (text == null) {
      return otherwise;
    }
    if (!text.equals("true") && !text.equals("false")) {
      throw new ConsoleException(
          ConsoleError.INVALID, "The parameter '" + name + "' must be true or false.");
    }
    return text.equals("true");
  }

  /**
   * A number in the query.
   *
   * @throws ConsoleException with {@link ConsoleError#INVALID}
   */
  long number(String name, long least, long most, long otherwise) {
    String text = context.queryParam(name);
    if (text == null) {
      return otherwise;
    }
    long value = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    if (value < least || value > most) {
      throw new ConsoleException(
          ConsoleError.INVALID,
          "The parameter '"
              + name
              + "' must be a whole number from "
              + least
              + " to "
              + most
              + ".");
    }
    return value;
  }

  /**
   * The body, which must be a JSON object.
   *
   * @throws ConsoleException when it is none
   */
  Body body() {
    byte[] bytes = bytes(MAX_BODY_BYTES);
    MediaTypes.requireBody(context, Set.of(MediaTypes.JSON));
    return new Body(Json.read(bytes));
  }

  /** The body; none at all counts as an empty object. */
  Body optionalBody() {
    return bytes(MAX_BODY_BYTES).length == 0 ? new Body(Map.of()) : body();
  }

  /**
   * A small file as the body.
   *
   * @param mediaTypes of which it must be one
   */
  byte[] file(Set<String> mediaTypes, int maxBytes) {
    byte[] bytes = bytes(maxBytes);
    MediaTypes.requireBody(context, mediaTypes);
    return bytes;
  }

  /**
   * A file as the body, still unread. How long it says to be is looked at; whoever reads it must
   * not take more, either.
   */
  InputStream stream(String mediaType, long maxBytes) {
    MediaTypes.requireBody(context, Set.of(mediaType));
    if (context.req().getContentLengthLong() > maxBytes) {
      throw tooLarge(maxBytes);
    }
    try {
      return context.req().getInputStream();
    } catch (IOException e) {
      throw endedEarly();
    }
  }

  /**
   * Holds the header If-Match against what is there (RFC 9110 §13.1.1).
   *
   * @throws ConsoleException with {@link ConsoleError#PRECONDITION_REQUIRED} without it, {@link
   *     ConsoleError#PRECONDITION_FAILED} when it names none of the present revision
   */
  void requireMatch(long revision) {
    String header =
        Optional.ofNullable(context.header("If-Match"))
            .orElseThrow(
                () ->
                    new ConsoleException(
                        ConsoleError.PRECONDITION_REQUIRED,
                        "Read it first, and send its ETag in the header If-Match: so that nothing is"
                            + " lost that somebody else changed meanwhile."));
    boolean matches =
        Arrays.stream(header.split(","))
            .map(String::strip)
            .anyMatch(tag -> tag.equals("*") || tag.equals("\"" + revision + "\""));
    if (!matches) {
      throw changed();
    }
  }

  /** As {@link #requireMatch}, where a request may also do without. */
  void requireMatchIfSent(long revision) {
    if (context.header("If-Match") != null) {
      requireMatch(revision);
    }
  }

  /**
   * Makes a change of what {@link #requireMatch} held. Somebody else may have been faster since
   * then.
   */
  static <T> T unlessChanged(Supplier<T> change) {
    try {
      return change.get();
    } catch (ConsoleException e) {
      throw e.error() == ConsoleError.CONFLICT ? changed() : e;
    }
  }

  private static ConsoleException changed() {
    return new ConsoleException(
        ConsoleError.PRECONDITION_FAILED,
        "It was changed since it was read. Read it again, and make the change from there.");
  }

  private byte[] bytes(int maxBytes) {
    byte[] kept = context.attribute("api.body");
    if (kept != null) {
      return kept;
    }
    try {
      byte[] read = context.req().getInputStream().readNBytes(maxBytes + 1);
      if (read.length > maxBytes) {
        throw tooLarge(maxBytes);
      }
      context.attribute("api.body", read);
      return read;
    } catch (IOException e) {
      throw endedEarly();
    }
  }

  private static ConsoleException tooLarge(long maxBytes) {
    return new ConsoleException(
        ConsoleError.TOO_LARGE, "The body must have at most " + maxBytes + " bytes.");
  }

  private static ConsoleException endedEarly() {
    return new ConsoleException(
        ConsoleError.MALFORMED, "The body ended before it was complete. Send it again.");
  }
}
