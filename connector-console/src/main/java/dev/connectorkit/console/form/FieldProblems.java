package dev.connectorkit.console.form;

import dev.connectorkit.spi.ConfigProblem;
import java.util.ArrayList;
import java.util.List;

/** Takes to each field what is wrong with it; what is left belongs to none. */
final class FieldProblems {

  private final List<ConfigProblem> left;
  private final List<FormView.Problem> summary = new ArrayList<>();

  FieldProblems(List<ConfigProblem> problems) {
    this.left = new ArrayList<>(problems);
  }

  /**
   * @param inside whether problems of what is inside of the value belong to the field, too
   */
  List<String> take(String pointer, String id, String label, boolean inside) {
    var texts = new ArrayList<String>();
    for (ConfigProblem problem : List.copyOf(left)) {
      boolean own =
          inside ? Pointers.covers(pointer, problem.pointer()) : problem.pointer().equals(pointer);
      if (own) {
        left.remove(problem);
        String text = text(problem, pointer, label);
        texts.add(text);
        summary.add(new FormView.Problem(text, id));
      }
    }
    return texts;
  }

  /** All problems in the order of the fields, then those of none. */
  List<FormView.Problem> all() {
    left.forEach(problem -> summary.add(new FormView.Problem(problem.message(), "")));
    left.clear();
    return List.copyOf(summary);
  }

  /** A person knows a field by its label; messages begin with the property's name. */
  private static String text(ConfigProblem problem, String pointer, String label) {
    String subject = "'" + problem.pointer().substring(1) + "' ";
    return problem.pointer().equals(pointer) && problem.message().startsWith(subject)
        ? label + " " + problem.message().substring(subject.length())
        : problem.message();
  }
}
