package dev.connectorkit.host.config;

import java.util.List;

/** A form for a config, in order; the same for creating and for editing. */
public record ConfigForm(List<FormField> fields) {

  public ConfigForm {
    fields = List.copyOf(fields);
  }
}
