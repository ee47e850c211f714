package dev.connectorkit.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.console.error.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The config of a real client, from a file and the environment; empty to practise. */
record ClientSettings(Map<String, Object> config) {

  private static final Map<String, String> VARIABLES =
      Map.of(
          "HUGGINGFACE_CLIENT_ID", "clientId",
          "HUGGINGFACE_CLIENT_SECRET", "clientSecret",
          "HUGGINGFACE_SCOPE", "scope");

  static ClientSettings read(Map<String, String> environment, @Nullable Path file) {
    Map<String, Object> config = file == null ? new LinkedHashMap<>() : parse(file);
    VARIABLES.forEach(
        (variable, property) -> {
          String value = environment.getOrDefault(variable, "");
          if (!value.isBlank()) {
            config.put(property, value);
          }
        });
    return new ClientSettings(config);
  }

  boolean isReal() {
    return !config.isEmpty();
  }

  /** Names only: one of the values is a secret. */
  @Override
  public String toString() {
    return "ClientSettings" + config.keySet();
  }

  private static Map<String, Object> parse(Path file) {
    try {
      Map<String, Object> config =
          JsonMapper.builder()
              .build()
              .readValue(
                  Files.readAllBytes(file), new TypeReference<LinkedHashMap<String, Object>>() {});
      if (config != null && !config.isEmpty()) {
        return config;
      }
      throw new SettingException("The file '" + file + "' holds no settings.");
    } catch (JsonProcessingException e) {
      // The parser's message quotes the file, which holds a secret.
      throw new SettingException("The file '" + file + "' is not one JSON object.");
    } catch (IOException e) {
      throw new SettingException("The file '" + file + "' cannot be read.");
    }
  }
}
