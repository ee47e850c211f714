package dev.connectorkit.console.form;

import dev.connectorkit.host.config.ConfigForm;
import dev.connectorkit.host.config.FormField;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Draws forms. */
public final class FormViews {

  private FormViews() {}

  /**
   * A config as it is stored.
   *
   * @param values without secrets
   * @param secrets pointers of the stored secrets, and since when
   * @param problems what is wrong with it, shown at the fields
   */
  public static FormView stored(
      ConfigForm form,
      Map<String, ?> values,
      Map<String, Instant> secrets,
      List<ConfigProblem> problems) {
    return stored(form, values, secrets, problems, Origins.none());
  }

  /**
   * @param origins of values that are not changed here
   */
  public static FormView stored(
      ConfigForm form,
      Map<String, ?> values,
      Map<String, Instant> secrets,
      List<ConfigProblem> problems,
      Origins origins) {
    return view(
        form,
        new PostedConfig(new LinkedHashMap<>(values), Set.of(), Map.of(), problems),
        secrets,
        origins);
  }

  /** A config as it was entered and not saved: everything is there again but secrets. */
  public static FormView entered(
      ConfigForm form, PostedConfig posted, Map<String, Instant> secrets) {
    return entered(form, posted, secrets, Origins.none());
  }

  /**
   * @param origins of values that are not changed here
   */
  public static FormView entered(
      ConfigForm form, PostedConfig posted, Map<String, Instant> secrets, Origins origins) {
    return view(form, posted, secrets, origins);
  }

  private static FormView view(
      ConfigForm form, PostedConfig config, Map<String, Instant> secrets, Origins origins) {
    var lost = new LinkedHashSet<String>();
    Map<String, Object> values =
        withoutSecrets(config.values(), "", secretPointers(form.fields(), ""), lost);
    var problems = new FieldProblems(config.problems());
    var views = new FieldViews(secrets, config.unreadable(), lost, problems, origins);
    List<FieldView> fields = views.of(form.fields(), "", values);
    return new FormView(
        sections(form.fields(), fields, values.keySet()),
        problems.all(),
        config.unreadable().getOrDefault("", JsonText.lines(values)),
        secrets.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                e ->
                    e.getKey().substring(1)
                        + origins
                            .text(e.getKey())
                            .map(text -> ". " + text.replaceFirst("\\.$", ""))
                            .orElseGet(() -> ", since " + FieldViews.day(e.getValue())))
            .toList());
  }

  private static Set<String> secretPointers(List<FormField> fields, String parent) {
    var pointers = new LinkedHashSet<String>();
    for (FormField field : fields) {
      String pointer = Pointers.below(parent, field.name());
      if (field.type() == FormField.Type.SECRET) {
        pointers.add(pointer);
      }
      pointers.addAll(secretPointers(field.members(), pointer));
    }
    return pointers;
  }

  /** Whatever is a secret stays out of everything that is shown. */
  private static Map<String, Object> withoutSecrets(
      Map<?, ?> values, String parent, Set<String> secrets, Set<String> found) {
    var shown = new LinkedHashMap<String, Object>();
    values.forEach(
        (name, value) -> {
          String pointer = Pointers.below(parent, String.valueOf(name));
          if (value instanceof Secret || secrets.contains(pointer)) {
            found.add(pointer);
          } else {
            shown.put(
                String.valueOf(name),
                value instanceof Map<?, ?> map
                    ? withoutSecrets(map, pointer, secrets, found)
                    : value);
          }
        });
    return shown;
  }

  /** The fields without a group first, then each group where the schema first names it. */
  private static List<FormView.Section> sections(
      List<FormField> fields, List<FieldView> views, Set<String> entered) {
    var groups = new LinkedHashMap<String, List<FieldView>>();
    var open = new LinkedHashSet<String>();
    groups.put("", new ArrayList<>());
    for (int i = 0; i < fields.size(); i++) {
      String group = fields.get(i).group().map(Shown::label).orElse("");
      FieldView view = views.get(i);
      groups.computeIfAbsent(group, any -> new ArrayList<>()).add(view);
      if (entered.contains(fields.get(i).name()) || view.stored().set() || view.invalidInside()) {
        open.add(group);
      }
    }
    return groups.entrySet().stream()
        .filter(group -> !group.getValue().isEmpty())
        .map(group -> section(group.getKey(), group.getValue(), open.contains(group.getKey())))
        .toList();
  }

  private static FormView.Section section(String heading, List<FieldView> fields, boolean open) {
    boolean foldable = !heading.isEmpty() && fields.stream().noneMatch(FieldView::requiredInside);
    return new FormView.Section(heading, fields, foldable, open);
  }
}
