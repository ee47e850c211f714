package dev.connectorkit.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.spi.Capability;
import dev.connectorkit.spi.ConnectorMetadata;
import dev.connectorkit.spi.UserProfile;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the page of building blocks equal to the calls that there are and what Javadoc says. */
class BuildingBlocksPageTest {

  private static final Path PAGE = Path.of("..", "docs", "building-blocks.md");
  private static final Path SOURCES = Path.of("src", "main", "java");

  /** In the order of the page. */
  private static final List<Class<?>> TYPES =
      List.of(
          OAuthConnectorBuilder.class,
          Endpoints.class,
          ClientAuthentication.class,
          SigningKey.class,
          TokenResponseReader.class,
          ProfileSource.class,
          Claims.class,
          ProfileMapper.class,
          ClaimMapping.class,
          IssuerRule.class,
          DiscoveredIssuer.class,
          OAuthConnector.class,
          ConnectorMetadata.Builder.class,
          UserProfile.Builder.class);

  // Of these an author reads the components; of other records they are what was put in.
  private static final Set<Class<?>> READ = Set.of(ProfileSource.class, Claims.class);

  private static final String INNER_COMMA = "\u001f";

  private static final Pattern DECLARATION =
      Pattern.compile(
          "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@[A-Z]\\w*(?:\\([^)]*\\))?\\s+)*"
              + "(?:public |static |default )*[\\w.<>?, ]+ (\\w+)\\(([^)]*)\\)\\s*[{;]",
          Pattern.DOTALL);

  /** To write them anew: {@code mvn -pl connector-kit test -Ddocs.write=true}. */
  @Test
  void thePageHasEveryCall() throws IOException {
    String page = Files.readString(PAGE);
    String expected = page;
    for (Class<?> type : TYPES) {
      expected = replaced(expected, type.getCanonicalName(), table(type));
    }
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(PAGE, expected);
    }

    assertThat(PAGE).content().isEqualTo(expected);
  }

  @Test
  void everyPublicTypeOfTheBuildingBlocksIsOnThePage() throws IOException {
    try (Stream<Path> files = Files.list(file(OAuthConnector.class).getParent())) {
      Set<String> known =
          TYPES.stream().map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new));
      // Has no calls; the page says how it is made.
      known.add(CredentialScript.class.getSimpleName());

      assertThat(files.filter(BuildingBlocksPageTest::declaresPublicType))
          .extracting(file -> file.getFileName().toString().replace(".java", ""))
          .allMatch(known::contains);
    }
  }

  @Test
  void thePageHasEveryCapability() throws IOException {
    assertThat(
            Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|").matcher(Files.readString(PAGE)).results())
        .extracting(row -> row.group(1))
        .containsExactlyElementsOf(Arrays.stream(Capability.values()).map(Enum::name).toList());
  }

  private static String replaced(String page, String name, String table) {
    String start = "<!-- calls: " + name + " -->\n";
    int from = page.indexOf(start);
    assertThat(from).as(start).isNotNegative();
    from += start.length();
    return page.substring(0, from) + table + page.substring(page.indexOf("<!-- end -->", from));
  }

  private static String table(Class<?> type) throws IOException {
    String source = source(type);
    var rows = new ArrayList<String>();
    Map<String, String> components = components(type, source);
    components.forEach((name, text) -> rows.add(row(name + "()", text)));
    var declared = new ArrayList<String>();
    Matcher matcher = DECLARATION.matcher(source);
    while (matcher.find()) {
      List<String> parameters = parameters(matcher.group(3));
      if (isCall(type, matcher.group(2), parameters.size())) {
        declared.add(matcher.group(2));
        String call = matcher.group(2) + "(" + String.join(", ", parameters) + ")";
        rows.add(row(call, firstSentence(matcher.group(1))));
      }
    }
    assertThat(declared)
        .as("calls of %s with Javadoc", type.getSimpleName())
        .containsExactlyInAnyOrderElementsOf(
            calls(type)
                .map(Method::getName)
                .filter(name -> !components.containsKey(name))
                .toList());
    return "| call | does |\n|---|---|\n" + String.join("", rows);
  }

  private static String row(String call, String text) {
    return "| `%s` | %s |\n".formatted(call, text.replace("|", "\\|"));
  }

  private static boolean isCall(Class<?> type, String name, int parameters) {
    return calls(type)
        .anyMatch(
            method -> method.getName().equals(name) && method.getParameterCount() == parameters);
  }

  /** What an author calls: public, of this type, and not what the JVM or a record makes. */
  private static Stream<Method> calls(Class<?> type) {
    Set<String> fields =
        type.isRecord() && !READ.contains(type)
            ? Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toSet())
            : Set.of();
    Set<String> inherited =
        type.isRecord() || !type.isInterface()
            ? Stream.concat(
                    Arrays.stream(Object.class.getMethods()),
                    Arrays.stream(type.getInterfaces()).flatMap(t -> Arrays.stream(t.getMethods())))
                .map(Method::getName)
                .collect(Collectors.toSet())
            : Set.of();
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
        .filter(method -> !fields.contains(method.getName()))
        .filter(method -> !inherited.contains(method.getName()));
  }

  private static Map<String, String> components(Class<?> type, String source) {
    var said = new java.util.LinkedHashMap<String, String>();
    if (READ.contains(type)) {
      for (RecordComponent component : type.getRecordComponents()) {
        Matcher param =
            Pattern.compile("@param " + component.getName() + " ((?:(?!\\n \\* @|\\*/).)*)", 32)
                .matcher(source);
        assertThat(param.find()).as(component.getName()).isTrue();
        said.put(component.getName(), firstSentence(param.group(1)));
      }
    }
    return said;
  }

  private static List<String> parameters(String text) {
    return text.isBlank()
        ? List.of()
        : Arrays.stream(withoutInnerCommas(text).split(","))
            .map(parameter -> parameter.replaceAll("@\\w+ ", "").replaceAll("\\s+", " ").strip())
            .map(parameter -> parameter.replace(INNER_COMMA, ","))
            .toList();
  }

  /** With another mark for the commas between type arguments. */
  private static String withoutInnerCommas(String text) {
    var marked = new StringBuilder();
    int depth = 0;
    for (char c : text.strip().toCharArray()) {
      depth += c == '<' ? 1 : c == '>' ? -1 : 0;
      marked.append(c == ',' && depth > 0 ? INNER_COMMA : String.valueOf(c));
    }
    return marked.toString();
  }

  private static String firstSentence(String javadoc) {
    String text =
        javadoc
            .replaceAll("\\n\\s*\\*", " ")
            .replaceAll("\\s+", " ")
            .replaceAll("\\{@link(?:plain)? [\\w.#]*?(\\w+)}", "`$1`")
            .replaceAll("\\{@link(?:plain)? [\\w.#]+ ([^}]*)}", "$1")
            .replaceAll("\\{@code ([^}]*)}", "`$1`")
            .strip();
    String untilTag = text.replaceFirst("(?: ?)@(?:param|return|throws)\\b.*", "").strip();
    String whole = untilTag.isEmpty() ? text.replaceFirst("^@param (\\w+)", "`$1`:") : untilTag;
    String first = whole.replaceFirst("(?<=[\\w`)])\\. (?=[A-Z{`]).*", "").strip();
    return first.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
        + first.substring(1).replaceFirst("\\.$", "");
  }

  private static boolean declaresPublicType(Path file) {
    try {
      return Pattern.compile("(?m)^public ").matcher(Files.readString(file)).find();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String source(Class<?> type) throws IOException {
    String text = Files.readString(file(type));
    return type.isMemberClass()
        ? text.substring(text.indexOf("class " + type.getSimpleName()))
        : text;
  }

  private static Path file(Class<?> type) {
    Class<?> outer = type.isMemberClass() ? type.getDeclaringClass() : type;
    return SOURCES.resolve(outer.getName().replace('.', '/') + ".java");
  }
}
