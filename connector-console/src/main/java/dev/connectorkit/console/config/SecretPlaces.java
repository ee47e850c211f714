package dev.connectorkit.console.config;

import dev.connectorkit.host.config.ConfigForm;
import dev.connectorkit.host.config.FormField;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where a config has its secrets, by its form. */
public final class SecretPlaces {

  private SecretPlaces() {}

  /** JSON pointers (RFC 6901). */
  public static Set<String> of(ConfigForm form) {
    var places = new LinkedHashSet<String>();
    collect(form.fields(), "", places);
    return places;
  }

  private static void collect(List<FormField> fields, String parent, Set<String> places) {
    for (FormField field : fields) {
      String pointer = SplitConfig.below(parent, field.name());
      if (field.type() == FormField.Type.SECRET) {
        places.add(pointer);
      }
      collect(field.members(), pointer, places);
    }
  }
}
