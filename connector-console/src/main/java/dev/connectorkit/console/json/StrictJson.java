package dev.connectorkit.console.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/** JSON without duplicate names, without anything behind it, without loss, and bounded. */
public final class StrictJson {

  private static final int MAX_DIGITS = 100;

  private StrictJson() {}

  /**
   * What it reads fails with a {@link JsonProcessingException}, or a {@link NumberFormatException}
   * for an exponent of too many digits; both may quote the text, and so a secret.
   */
  public static JsonMapper mapper(int maxDepth) {
    return JsonMapper.builder(
            JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(
                    StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .maxNumberLength(MAX_DIGITS)
                        .build())
                .build())
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .build();
  }

  /** Where a text stops being JSON, without anything of it. */
  public static Optional<String> place(JsonProcessingException failure) {
    return Optional.ofNullable(failure.getLocation())
        .filter(at -> at.getLineNr() > 0)
        .map(at -> "line " + at.getLineNr() + ", column " + at.getColumnNr());
  }
}
