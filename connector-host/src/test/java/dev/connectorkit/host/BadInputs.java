package dev.connectorkit.host;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The corpora of the testkit, read as files: the testkit stands on this module. */
public final class BadInputs {

  private BadInputs() {}

  /** Reason and text of each. */
  public static Stream<Arguments> of(String corpus) {
    try (InputStream in =
        BadInputs.class.getResourceAsStream("/dev/connectorkit/testkit/corpus/" + corpus)) {
      return JsonMapper.builder()
          .build()
          .readValue(in, new TypeReference<List<Map<String, String>>>() {})
          .stream()
          .map(entry -> Arguments.of(entry.get("why"), entry.get("text")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
