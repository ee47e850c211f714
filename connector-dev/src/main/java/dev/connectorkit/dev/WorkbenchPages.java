package dev.connectorkit.dev;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.UserProfile;
import dev.connectorkit.testkit.check.ProfileDifference;
import dev.connectorkit.testkit.world.FakeResponse;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the workbench shows: what is wrong, then the button or the profile, then the wire. */
final class WorkbenchPages {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Workbench workbench;

  WorkbenchPages(Workbench workbench) {
    this.workbench = workbench;
  }

  FakeResponse start(Optional<SignedIn> session) {
    Workbench.Built built = workbench.built();
    String content =
        header(built)
            + built.faults().stream().map(WorkbenchPages::fault).collect(Collectors.joining())
            + workbench
                .host()
                .map(host -> session.map(this::profile).orElse("") + button(host))
                .orElse("")
            + wire();
    int status = built.faults().isEmpty() ? 200 : 500;
    return Html.page(status, "Workbench", content, Optional.of(built.revision()));
  }

  FakeResponse failed(ConnectorException failure) {
    var text = new StringBuilder();
    text.append(failure.error().code()).append(": ").append(failure.getMessage());
    failure.providerError().ifPresent(error -> text.append("\nThe provider said: ").append(error));
    failure
        .providerErrorDescription()
        .ifPresent(words -> text.append(" (").append(words).append(')'));
    for (ConfigProblem problem : failure.problems()) {
      text.append('\n').append(problem.pointer()).append(": ").append(problem.message());
    }
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      text.append("\nCaused by ").append(cause);
      for (StackTraceElement at : cause.getStackTrace()) {
        text.append("\n    at ").append(at);
      }
    }
    String content =
        "<h1>The sign-in failed</h1><div class=\"fault\">%s</div>".formatted(Html.escape(text + ""))
            + workbench.host().map(WorkbenchPages::button).orElse("")
            + wire();
    return Html.page(
        failure.error().httpStatus(),
        "The sign-in failed",
        content,
        Optional.of(workbench.built().revision()));
  }

  FakeResponse message(int status, String text) {
    return Html.page(
        status,
        "Workbench",
        "<p class=\"fault\">%s</p><p><a href=\"/\">To the workbench</a></p>"
            .formatted(Html.escape(text)),
        Optional.of(workbench.built().revision()));
  }

  private String header(Workbench.Built built) {
    String state =
        built.faults().isEmpty()
            ? "What you save is taken up by itself."
            : workbench.host().isPresent()
                ? "It is not in use. Mend it and save; what was in use before goes on until then."
                : "It is not in use, and nothing else is: mend it and save.";
    return """
    <h1>Workbench</h1>
    <p>Build %d of %s, in %d ms. %s</p>
    """
        .formatted(built.revision(), TIME.format(built.at()), built.took().toMillis(), state);
  }

  private static String fault(Fault fault) {
    String excerpt =
        fault.excerpt().isEmpty()
            ? ""
            : "<pre>" + Html.escape(String.join("\n", fault.excerpt())) + "</pre>";
    return "<div class=\"fault\"><code>%s</code>\n%s%s</div>"
        .formatted(Html.escape(fault.where()), Html.escape(fault.message()), excerpt);
  }

  private static String button(ConnectorHost host) {
    String name = host.instances().get(0).metadata().name().in(Locale.ENGLISH);
    return """
    <form method="post" action="/sign-in">
    <button class="main" id="sign-in"><picture><source srcset="/logo/dark" media="(prefers-color-scheme: dark)"><img src="/logo/light" alt="" width="28" height="28"></picture>Sign in with %s</button>
    </form>
    """
        .formatted(Html.escape(name));
  }

  private String profile(SignedIn session) {
    UserProfile profile = session.done().profile();
    var members = new LinkedHashMap<String, String>();
    members.put("identity", session.done().target() + ":" + profile.id());
    members.put("username", profile.username().orElse("–"));
    members.put("name", profile.name().orElse("–"));
    members.put(
        "email",
        profile
            .email()
            .map(email -> email + (profile.emailVerified() ? " (verified)" : " (not verified)"))
            .orElse("–"));
    members.put(
        "phone",
        profile
            .phone()
            .map(phone -> phone + (profile.phoneVerified() ? " (verified)" : " (not verified)"))
            .orElse("–"));
    members.put("avatar", profile.avatar().map(String::valueOf).orElse("–"));
    members.put("profileUrl", profile.profileUrl().map(String::valueOf).orElse("–"));
    members.put("locale", profile.locale().orElse("–"));
    members.put("scopes", String.join(" ", session.done().tokens().scopes()));
    List<ProfileDifference> differences = differences(session);
    String rows =
        members.entrySet().stream()
            .map(member -> row(member.getKey(), member.getValue(), differences))
            .collect(Collectors.joining());
    return session
            .failure()
            .map(
                failure ->
                    "<div class=\"fault\">The new build does not sign this person in again.\n%s</div>"
                        .formatted(Html.escape(failure)))
            .orElse("")
        + warning(differences)
        + """
        <h2>Signed in</h2><dl>%s</dl>
        <details><summary>What the provider said</summary><pre>%s</pre></details>
        <form method="post" action="/sign-out"><button id="sign-out">Sign out</button></form>
        """
            .formatted(rows, Html.escape(json(profile.raw())));
  }

  /** Held against the wire shape is only the person that it describes. */
  private List<ProfileDifference> differences(SignedIn session) {
    return session.person().filter(PracticePerson.EXAMPLE::equals).isEmpty()
        ? List.of()
        : workbench
            .practice()
            .map(at -> at.shape().profile())
            .map(wanted -> ProfileDifference.between(wanted, session.done().profile()))
            .orElse(List.of());
  }

  private static String warning(List<ProfileDifference> differences) {
    return differences.isEmpty()
        ? ""
        : "<div class=\"fault\" id=\"differences\">The profile is not the one in the wire shape: %s. Correct the mapping, or \"profile\" in the wire shape.</div>"
            .formatted(
                Html.escape(
                    differences.stream()
                        .map(ProfileDifference::member)
                        .collect(Collectors.joining(", "))));
  }

  private static String row(String member, String value, List<ProfileDifference> differences) {
    String expected =
        differences.stream()
            .filter(difference -> member.equals(rowOf(difference.member())))
            .map(
                difference ->
                    "≠ wire shape: %s %s".formatted(difference.member(), difference.expected()))
            .collect(Collectors.joining("; "));
    return expected.isEmpty()
        ? "<dt>%s</dt><dd id=\"%1$s\">%s</dd>".formatted(member, Html.escape(value))
        : "<dt>%s</dt><dd class=\"differs\" id=\"%1$s\">%s <strong>%s</strong></dd>"
            .formatted(member, Html.escape(value), Html.escape(expected));
  }

  /** Where this page shows a member of the profile. */
  private static String rowOf(String member) {
    return switch (member) {
      case "id" -> "identity";
      case "emailVerified" -> "email";
      case "phoneVerified" -> "phone";
      default -> member;
    };
  }

  private String wire() {
    return workbench
        .practice()
        .map(
            practice -> {
              List<String> complaints = practice.complaints();
              String warned =
                  complaints.isEmpty()
                      ? ""
                      : "<div class=\"fault\">A real provider would not accept this:\n%s</div>"
                          .formatted(Html.escape(String.join("\n", complaints)));
              List<String> exchanges = practice.exchanges();
              return exchanges.isEmpty()
                  ? warned
                  : warned
                      + "<details><summary>What went over the wire (%d)</summary><p>Secrets and tokens are shown, as all of them are invented: with a real provider nothing is.</p>%s</details>"
                          .formatted(
                              exchanges.size(),
                              exchanges.stream()
                                  .map(text -> "<pre>" + Html.escape(text) + "</pre>")
                                  .collect(Collectors.joining()));
            })
        .orElse("");
  }

  private static String json(Map<String, Object> raw) {
    try {
      return JSON.writeValueAsString(raw);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a profile is JSON-shaped", e);
    }
  }
}
