package dev.connectorkit.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.connectorkit.host.signin.MemoryPendingSignInStore;
import dev.connectorkit.spi.Secret;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever guesses at a secret learns nothing from how long a comparison takes. */
class SecretComparisonTest {

  private static final String SECRET =
      "\\b\\w*(?:state(?!d)|nonce|verifier|secret|browser|session|accesstoken|refreshtoken|idtoken"
          + "|challenge|csrf|password|apikey)\\w*(?:\\(\\))?";
  private static final String COMPARISON =
      "(?:equals|equalsIgnoreCase|contentEquals|compareTo|compareToIgnoreCase|startsWith|endsWith"
          + "|regionMatches)";

  /** A secret by its name, compared as text: as the receiver, as an argument, or by reference. */
  private static final Pattern AS_TEXT =
      Pattern.compile(
          "(?i)"
              + SECRET
              + "(?:\\.reveal\\(\\)|\\.get\\(\\))?\\s*(?:\\.|::)\\s*"
              + COMPARISON
              + "\\b|\\b"
              + COMPARISON
              + "\\(\\s*(?:\\w+\\s*,\\s*)?(?:\\w+\\.)*"
              + SECRET
              + "(?:\\.reveal\\(\\)|\\.get\\(\\))?\\s*[,)]");

  @Test
  void noSecretIsComparedAsText() {
    // The secrets of a stand-in are none.
    List<Path> sources =
        Sources.java("main").stream()
            .filter(file -> !file.toString().contains("connector-testkit"))
            .toList();
    assertThat(sources).hasSizeGreaterThan(100);

    assertThat(sources.stream().flatMap(SecretComparisonTest::comparisons)).isEmpty();
  }

  private static Stream<String> comparisons(Path file) {
    return Sources.text(file)
        .lines()
        .filter(line -> AS_TEXT.matcher(line).find())
        .map(line -> file.getFileName() + ": " + line.strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if (state.equals(other))",
        "return stated.equals(nonce);",
        "expected.contentEquals(codeVerifier)",
        "Objects.equals(given, clientSecret)",
        "secret.reveal().equals(other)",
        "filter(state::equals)",
        "pending.browserHash().equals(hash)",
        "hash.equals(pending.browserHash())",
        "accessToken.compareTo(other) == 0",
        "if (session().startsWith(x))",
        "csrfToken.equals(form)"
      })
  void suchAComparisonWouldBeSeen(String line) {
    assertThat(AS_TEXT.matcher(line).find()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MessageDigest.isEqual(nonce.getBytes(UTF_8), stated.getBytes(UTF_8))",
        "instanceId.equals(other)",
        "state.isEmpty()",
        "type.equalsIgnoreCase(\"Bearer\")"
      })
  void otherLinesAreLeftAlone(String line) {
    assertThat(AS_TEXT.matcher(line).find()).isFalse();
  }

  @Test
  void whatHasToCompareDoesSoInConstantTime() throws ClassNotFoundException {
    for (Class<?> type :
        List.of(
            Secret.class,
            MemoryPendingSignInStore.class,
            Class.forName("dev.connectorkit.oauth.IdTokenClaims"),
            Class.forName("dev.connectorkit.oauth.IdTokenVerifier"))) {
      classes()
          .that()
          .areAssignableTo(type)
          .should()
          .callMethodWhere(
              target(owner(JavaClass.Predicates.type(MessageDigest.class)))
                  .and(target(name("isEqual"))))
          .check(new ClassFileImporter().importClasses(type));
    }
  }
}
