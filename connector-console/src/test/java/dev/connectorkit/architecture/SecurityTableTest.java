package dev.connectorkit.architecture;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/security.md} names tests; they exist, and each known failure has one or a reason. */
class SecurityTableTest {

  private static final String PAGE = Sources.text(Sources.ROOT.resolve("docs/security.md"));
  private static final Map<String, List<Path>> TESTS =
      Sources.java("test").stream()
          .collect(groupingBy(file -> file.getFileName().toString().replace(".java", "")));

  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|IT))\\.(\\w+)`");
  private static final Pattern GUARDED =
      Pattern.compile("^\\| (R?\\d+) \\|([^|]*)\\|([^|]*)\\|([^|]*)\\|([^|]*)\\|$");
  private static final Pattern LEFT_OUT = Pattern.compile("^\\| (R?\\d[^|]*) \\|([^|]+)\\|$");
  private static final Pattern RANGE = Pattern.compile("(\\d+)(?:–(\\d+))?");
  private static final String MARK = "@(?:Test|ParameterizedTest|TestFactory|RepeatedTest)\\b";

  @Test
  void everyTestThatIsNamedExists() {
    List<MatchResult> named = TEST.matcher(PAGE).results().toList();
    assertThat(named).hasSizeGreaterThan(100);

    assertThat(named.stream().filter(test -> !exists(test.group(1), test.group(2))))
        .extracting(MatchResult::group)
        .isEmpty();
  }

  @Test
  void everyKnownFailureHasATestOrAReason() {
    var listed = new ArrayList<String>();
    PAGE.lines()
        .forEach(
            line -> {
              Matcher guarded = GUARDED.matcher(line);
              Matcher leftOut = LEFT_OUT.matcher(line);
              if (guarded.matches()) {
                listed.add(guarded.group(1));
                assertThat(TEST.matcher(guarded.group(5)).results()).as(line).isNotEmpty();
                assertThat(List.of(guarded.group(2), guarded.group(3), guarded.group(4)))
                    .as(line)
                    .noneMatch(String::isBlank);
              } else if (leftOut.matches()) {
                listed.addAll(numbers(leftOut.group(1)));
                assertThat(leftOut.group(2)).as(line).hasSizeGreaterThan(20);
              }
            });

    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    IntStream.rangeClosed(1, 128).mapToObj(String::valueOf),
                    IntStream.rangeClosed(1, 12).mapToObj(number -> "R" + number))
                .toList());
  }

  @Test
  void aTestThatIsNotThereWouldBeMissed() {
    assertThat(exists("SecurityTableTest", "aTestThatIsNotThereWouldBeMissed")).isTrue();
    assertThat(exists("SecurityTableTest", "anotherOne")).isFalse();
    assertThat(exists("SecurityTableTest", "exists")).isFalse();
    assertThat(exists("NoSuchTest", "anything")).isFalse();
    assertThat(numbers("1, 3–5, 7")).containsExactly("1", "3", "4", "5", "7");
  }

  /** A method of that name with the mark of a test between it and the method before it. */
  private static boolean exists(String type, String method) {
    return TESTS.getOrDefault(type, List.of()).stream()
        .map(Sources::text)
        .anyMatch(
            source -> {
              Matcher declaration =
                  Pattern.compile("\n  [\\w<>., ]+ " + method + "\\(").matcher(source);
              while (declaration.find()) {
                int before = source.lastIndexOf("\n  }\n", declaration.start());
                String between = source.substring(Math.max(before, 0), declaration.start());
                if (Pattern.compile(MARK).matcher(between).find()) {
                  return true;
                }
              }
              return false;
            });
  }

  private static List<String> numbers(String text) {
    return RANGE
        .matcher(text)
        .results()
        .flatMap(
            range -> {
              int first = Integer.parseInt(range.group(1));
              int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
              return IntStream.rangeClosed(first, last).mapToObj(String::valueOf);
            })
        .toList();
  }
}
