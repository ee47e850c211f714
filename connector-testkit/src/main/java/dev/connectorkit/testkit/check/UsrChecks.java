package dev.connectorkit.testkit.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.spi.UserProfile;
import dev.connectorkit.testkit.provider.Endpoint;
import dev.connectorkit.testkit.provider.Person;
import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.rule.OrdinarySignIn;
import dev.connectorkit.testkit.shape.WireShape.DocumentPointer;
import dev.connectorkit.testkit.shape.WireShape.ProfileMember;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import dev.connectorkit.testkit.world.Journal;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Userinfo, further documents, and the profile made of them. */
final class UsrChecks {

  private static final List<ProfileMember> OPTIONAL_TEXTS =
      List.of(
          ProfileMember.USERNAME,
          ProfileMember.NAME,
          ProfileMember.EMAIL,
          ProfileMember.PHONE,
          ProfileMember.AVATAR,
          ProfileMember.PROFILE_URL,
          ProfileMember.LOCALE);
  // Neither an address nor a tag, and a parser of either may throw.
  private static final String ODD_TEXT = "http://[%zz ^|\\ \u0001";
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private UsrChecks() {}

  static void register(Checks checks) {
    checks.add("USR-01", UsrChecks::bearer);
    checks.add("USR-02", UsrChecks::otherSubject);
    checks.add("USR-03", UsrChecks::stableIdentifier);
    checks.add("USR-04", UsrChecks::noIdentifier);
    checks.add("USR-05", UsrChecks::unverified);
    checks.add("USR-06", UsrChecks::absent);
    checks.add("USR-07", UsrChecks::wrongTypes);
    checks.add("USR-08", UsrChecks::unicode);
    checks.add("USR-09", UsrChecks::raw);
    checks.add("USR-10", UsrChecks::refusedToken);
    checks.add("USR-11", UsrChecks::webAddresses);
    checks.add(
        "USR-12",
        bench -> {
          bench.verify(
              OrdinarySignIn.CASE, stage -> Profiles.requireExpected(stage, ordinary(stage)));
          bench.verify("the example person, renamed", UsrChecks::renamed);
        });
    checks.add("USR-13", UsrChecks::ambiguousEmail);
    checks.add("USR-14", UsrChecks::malformed);
    checks.add("USR-15", FurtherAddresses::check);
  }

  private static SignIn ordinary(Stage stage) throws Breach {
    try {
      return stage.signIn().succeed();
    } catch (Breach e) {
      throw e.with(
          "Make this sign-in work first; most other rules need it. 'mvn -Pdev' shows its steps.");
    }
  }

  private static void bearer(Bench bench) {
    bench.verify(
        "the userinfo request",
        stage -> {
          Outcome<SignIn> done = stage.signIn().run();
          List<Journal.Exchange> sent = stage.at(Endpoint.USER_INFO);
          if (sent.isEmpty()) {
            throw new NotReached("userinfo is asked", "complete() " + done.words());
          }
          FakeRequest request = sent.get(0).request();
          Breach.unless(
              request
                  .header("authorization")
                  .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
                  .isPresent(),
              "the token is in an Authorization header of type Bearer",
              "it is not");
          for (String secret : stage.provider().secrets()) {
            Breach.unless(
                SecretForms.find(secret, request.target().toString()).isEmpty(),
                "no token is in the address",
                "one is");
            Breach.unless(
                !new String(request.body(), UTF_8).contains(secret),
                "no token is in a form",
                "one is");
          }
          CbChecks.requireDone(done);
        });
  }

  private static void otherSubject(Bench bench) {
    String member = subjectMember(bench);
    if (member == null) {
      // Nothing in this provider's userinfo says whom it is about: there is nothing to compare.
      bench.verify(
          "the example person", stage -> Profiles.requireExpected(stage, stage.signIn().succeed()));
      return;
    }
    ConnectorError[] codes = Failures.plus(Failures.idToken(), ConnectorError.AUTHORIZATION_FAILED);
    Map<String, Consumer<Map<String, Object>>> wrong = new LinkedHashMap<>();
    wrong.put("another " + member, document -> document.put(member, "4711081500"));
    wrong.put("null as " + member, document -> document.put(member, null));
    wrong.put("no " + member, document -> document.remove(member));
    wrong.put(
        "a longer " + member,
        document -> document.computeIfPresent(member, (name, subject) -> subject + "1"));
    wrong.put("an empty " + member, document -> document.put(member, ""));
    Object subject = bench.shape().userInfo().get(member);
    if (subject instanceof String text && !text.equals(inAnotherCase(text))) {
      wrong.put(
          "the same " + member + " in another case",
          document -> document.put(member, inAnotherCase(text)));
    }
    wrong.forEach(
        (name, change) ->
            bench
                .hostile("userinfo with " + name)
                .script(script -> script.answer(Endpoint.USER_INFO, Documents.change(change)))
                .reaches(Endpoint.TOKEN, Endpoint.USER_INFO)
                .failsWith(codes));
  }

  /** Letters the other way round. */
  private static String inAnotherCase(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    return text.equals(upper) ? text.toLowerCase(Locale.ROOT) : upper;
  }

  /** The member of userinfo that says what sub of the ID Token says; null when none does. */
  private static @Nullable String subjectMember(Bench bench) {
    Map<String, Object> userInfo = bench.shape().userInfo();
    if (userInfo.containsKey("sub")) {
      return "sub";
    }
    Object subject = Person.of(bench.shape()).object(DocumentPointer.ID_TOKEN).get("sub");
    return userInfo.entrySet().stream()
        .filter(entry -> String.valueOf(entry.getValue()).equals(String.valueOf(subject)))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  private static void stableIdentifier(Bench bench) {
    Person example = Person.of(bench.shape());
    bench.verify(
        "one person with another e-mail, name and user name",
        stage -> {
          Person renamed = example;
          for (ProfileMember member :
              List.of(ProfileMember.EMAIL, ProfileMember.NAME, ProfileMember.USERNAME)) {
            if (renamed.get(member) != null) {
              renamed =
                  renamed.with(
                      member, member == ProfileMember.EMAIL ? "new@example.org" : "new-name");
            }
          }
          String before = stage.signIn().succeed().profile().id();
          String after = stage.signIn(new Script().person(renamed)).succeed().profile().id();
          Breach.unless(
              before.equals(after),
              "the id is '" + before + "' as before",
              "it is '" + after + "'");
        });
    if (!example.has(ProfileMember.ID)) {
      return;
    }
    bench.verify(
        "two people with the same e-mail, name and user name",
        stage -> {
          Person other = example.other(7);
          for (ProfileMember member :
              List.of(ProfileMember.EMAIL, ProfileMember.NAME, ProfileMember.USERNAME)) {
            if (other.get(member) != null) {
              other = other.with(member, example.get(member));
            }
          }
          String one = stage.signIn().succeed().profile().id();
          String two = stage.signIn(new Script().person(other)).succeed().profile().id();
          Breach.unless(!one.equals(two), "two people have two ids", "both are '" + one + "'");
        });
    if (example.get(ProfileMember.ID) instanceof String text && !text.equals(inAnotherCase(text))) {
      bench.verify(
          "two people whose identifiers differ in case alone",
          stage -> {
            Person other = example.with(ProfileMember.ID, inAnotherCase(text));
            String one = stage.signIn().succeed().profile().id();
            Outcome<SignIn> two = stage.signIn(new Script().person(other)).run();
            Breach.unless(
                two.error().isPresent()
                    || two.returned().filter(done -> !done.profile().id().equals(one)).isPresent(),
                "two people have two ids",
                "both are '" + one + "'");
          });
    }
    if (example.get(ProfileMember.ID) instanceof Number) {
      for (String digits : List.of("9007199254740993", "1000000", "12345678901234567")) {
        bench.verify(
            "the identifier " + digits,
            stage -> {
              // An id may have more in it than the number, such as the tenant; that stays.
              String usual = stage.signIn().succeed().profile().id();
              String expected =
                  usual.replace(String.valueOf(example.get(ProfileMember.ID)), digits);
              Person large = example.with(ProfileMember.ID, Long.parseLong(digits));
              String id = stage.signIn(new Script().person(large)).succeed().profile().id();
              Breach.unless(
                  id.equals(expected), "the id is '" + expected + "'", "it is '" + id + "'");
            });
      }
    }
  }

  /** What was read for one sign-in is not shown in another. */
  private static void renamed(Stage stage) throws Breach {
    Person example = Person.of(stage.shape());
    Profiles.requireExpected(stage, stage.signIn().succeed());
    for (ProfileMember member : List.of(ProfileMember.NAME, ProfileMember.USERNAME)) {
      if (example.get(member) != null) {
        requireName(
            member,
            "New " + name(member),
            done(stage, example.with(member, "New " + name(member))));
      }
    }
  }

  private static void noIdentifier(Bench bench) {
    Person example = Person.of(bench.shape());
    if (!example.has(ProfileMember.ID)) {
      bench.verify(
          "the example person", stage -> Profiles.requireExpected(stage, stage.signIn().succeed()));
      return;
    }
    ConnectorError[] codes = Failures.plus(Failures.idToken(), ConnectorError.AUTHORIZATION_FAILED);
    Map<String, Person> nobodies = new LinkedHashMap<>();
    nobodies.put("no identifier", example.without(ProfileMember.ID));
    nobodies.put("null as identifier", example.with(ProfileMember.ID, null));
    nobodies.put("an empty identifier", example.with(ProfileMember.ID, ""));
    nobodies.put("a blank identifier", example.with(ProfileMember.ID, "  "));
    nobodies.put("an object as identifier", example.with(ProfileMember.ID, Map.of("a", "b")));
    nobodies.put("a flag as identifier", example.with(ProfileMember.ID, true));
    nobodies.put("an array as identifier", example.with(ProfileMember.ID, List.of("a")));
    nobodies.forEach(
        (name, person) ->
            bench
                .hostile(name)
                .script(script -> script.person(person))
                .reaches(Endpoint.TOKEN)
                .failsWith(codes));
  }

  private static void unverified(Bench bench) {
    Person example = Person.of(bench.shape());
    boolean any = false;
    Map<ProfileMember, Predicate<UserProfile>> flags =
        Map.of(
            ProfileMember.EMAIL_VERIFIED,
            UserProfile::emailVerified,
            ProfileMember.PHONE_VERIFIED,
            UserProfile::phoneVerified);
    for (Map.Entry<ProfileMember, Predicate<UserProfile>> flag : flags.entrySet()) {
      ProfileMember member = flag.getKey();
      if (!example.has(member)) {
        continue;
      }
      any = true;
      Map<String, Person> cases = new LinkedHashMap<>();
      for (Object said :
          Arrays.asList(
              false, "false", "False", 0, null, "no", "", "unverified", List.of(), Map.of())) {
        cases.put("'" + said + "' is said", example.with(member, said));
      }
      cases.put("nothing is said", example.without(member));
      cases.forEach(
          (said, person) ->
              bench.verify(
                  name(member) + ": " + said,
                  stage ->
                      Breach.unless(
                          !flag.getValue().test(done(stage, person)),
                          name(member) + " is false",
                          "it is true")));
    }
    if (!bench.shape().profile().emailVerified()) {
      any = true;
      bench.verify(
          "the example person, of whom nothing is said",
          stage ->
              Breach.unless(
                  !done(stage, example).emailVerified(), "emailVerified is false", "it is true"));
    }
    if (!any) {
      bench.verify("the example person", stage -> done(stage, example));
    }
  }

  /** The profile of a person who can sign in. */
  private static UserProfile done(Stage stage, Person person) throws Breach {
    return stage.signIn(new Script().person(person)).succeed().profile();
  }

  private static void absent(Bench bench) {
    Person example = Person.of(bench.shape());
    for (ProfileMember member : OPTIONAL_TEXTS) {
      if (example.get(member) == null) {
        continue;
      }
      Map<String, Person> cases = new LinkedHashMap<>();
      cases.put("no " + name(member), example.without(member));
      cases.put("null as " + name(member), example.with(member, null));
      cases.put("an empty " + name(member), example.with(member, ""));
      cases.put("a blank " + name(member), example.with(member, "   "));
      cases.forEach(
          (what, person) -> bench.verify(what, stage -> requireTidy(done(stage, person))));
    }
    bench.verify("the example person", stage -> requireTidy(done(stage, example)));
  }

  /** No member is blank or the word null. */
  private static void requireTidy(UserProfile profile) throws Breach {
    Map<String, Optional<String>> texts = texts(profile);
    for (Map.Entry<String, Optional<String>> text : texts.entrySet()) {
      String value = text.getValue().orElse("present");
      Breach.unless(
          !value.isBlank() && !value.equals("null"),
          text.getKey() + " is absent or has content",
          "it is '" + value + "'");
    }
  }

  private static Map<String, Optional<String>> texts(UserProfile profile) {
    var texts = new LinkedHashMap<String, Optional<String>>();
    texts.put("username", profile.username());
    texts.put("name", profile.name());
    texts.put("email", profile.email());
    texts.put("phone", profile.phone());
    texts.put("avatar", profile.avatar().map(URI::toString));
    texts.put("profileUrl", profile.profileUrl().map(URI::toString));
    texts.put("locale", profile.locale());
    return texts;
  }

  private static void wrongTypes(Bench bench) {
    Person example = Person.of(bench.shape());
    for (ProfileMember member : OPTIONAL_TEXTS) {
      if (example.get(member) == null) {
        continue;
      }
      Documents.notTexts()
          .forEach(
              (type, value) ->
                  harmless(bench, type + " as " + name(member), example.with(member, value)));
      harmless(bench, "an odd text as " + name(member), example.with(member, ODD_TEXT));
    }
    if (example.has(ProfileMember.EMAIL_VERIFIED)) {
      harmless(
          bench,
          "an object as emailVerified",
          example.with(ProfileMember.EMAIL_VERIFIED, Map.of("a", true)));
    }
    bench.verify("the example person", stage -> done(stage, example));
  }

  private static void harmless(Bench bench, String what, Person person) {
    bench.verify(
        what,
        stage -> {
          Outcome<SignIn> done = stage.signIn(new Script().person(person)).run();
          if (stage.at(Endpoint.TOKEN).isEmpty()) {
            throw new NotReached("the person's documents are read", "complete() " + done.words());
          }
          Breach.unless(
              done.returned().isPresent()
                  || done.error().filter(ConnectorError.INVALID_RESPONSE::equals).isPresent()
                  || done.error().filter(ConnectorError.ID_TOKEN_INVALID::equals).isPresent(),
              "the sign-in succeeds, or fails with INVALID_RESPONSE",
              "complete() " + done.words());
          if (done.value() != null) {
            requireTidy(done.value().profile());
          }
        });
  }

  private static void unicode(Bench bench) {
    Person example = Person.of(bench.shape());
    ProfileMember member =
        example.has(ProfileMember.NAME) ? ProfileMember.NAME : ProfileMember.USERNAME;
    if (example.get(member) != null) {
      for (String name :
          List.of("Zoë 🙂 👩‍🔬", "عائشة", "שלום", "e\u0301lan", "名前 テスト", "O'Brien \"Bo\" \\ /")) {
        bench.verify(
            "the name " + name,
            stage -> requireName(member, name, done(stage, example.with(member, name))));
      }
    }
    Endpoint document =
        bench.shape().provider().userInfo() == null ? Endpoint.TOKEN : Endpoint.USER_INFO;
    bench.tolerated(
        "no charset in the content type",
        script ->
            script.answer(document, proper -> proper.header("Content-Type", "application/json")));
    bench.tolerated(
        "a content type that names another charset",
        script ->
            script.answer(
                document,
                proper -> proper.header("Content-Type", "application/json; charset=iso-8859-1")));
    bench.tolerated(
        "a byte order mark",
        script ->
            script.answer(
                document,
                proper ->
                    proper.withBody(
                        ByteBuffer.allocate(BYTE_ORDER_MARK.length + proper.body().length)
                            .put(BYTE_ORDER_MARK)
                            .put(proper.body())
                            .array())));
  }

  private static void requireName(ProfileMember member, String expected, UserProfile profile)
      throws Breach {
    Optional<String> got = member == ProfileMember.NAME ? profile.name() : profile.username();
    Profiles.same(name(member), expected, got);
  }

  private static void raw(Bench bench) {
    bench.verify(
        "unknown claims",
        stage -> {
          String document =
              stage.shape().provider().userInfo() == null
                  ? DocumentPointer.ID_TOKEN
                  : DocumentPointer.USER_INFO;
          Person person =
              Person.of(stage.shape())
                  .withDocument(
                      document,
                      content -> {
                        var more = new LinkedHashMap<String, Object>();
                        ((Map<?, ?>) content)
                            .forEach((key, value) -> more.put(String.valueOf(key), value));
                        more.put("x_unknown_claim", List.of("kept-as-it-came", 1));
                        return more;
                      });
          UserProfile profile = done(stage, person);
          Breach.unless(
              String.valueOf(profile.raw()).contains("kept-as-it-came"),
              "raw has the unknown claim",
              "raw has " + profile.raw().keySet());
          for (String secret : stage.provider().secrets()) {
            Breach.unless(
                SecretForms.find(secret, String.valueOf(profile.raw())).isEmpty(),
                "raw has no token or secret",
                "it has one");
          }
        });
  }

  private static void refusedToken(Bench bench) {
    Hostile.Further once =
        (stage, outcome) ->
            Breach.unless(
                stage.at(Endpoint.USER_INFO).size() == 1,
                "one request to userinfo",
                "there are " + stage.at(Endpoint.USER_INFO).size());
    bench
        .hostile("userinfo answers 401")
        .script(
            script ->
                script.answer(
                    Endpoint.USER_INFO,
                    FakeResponse.json(401, Map.of("error", "invalid_token"))
                        .header("WWW-Authenticate", "Bearer error=\"invalid_token\"")))
        .reaches(Endpoint.USER_INFO)
        .and(once)
        .failsWith(ConnectorError.TOKEN_INVALID);
    bench
        .hostile("userinfo answers 403")
        .script(
            script ->
                script.answer(
                    Endpoint.USER_INFO,
                    FakeResponse.json(403, Map.of("error", "insufficient_scope"))))
        .reaches(Endpoint.USER_INFO)
        .and(once)
        .failsWith(
            Failures.codes(
                ConnectorError.AUTHORIZATION_FAILED,
                ConnectorError.TOKEN_INVALID,
                ConnectorError.SCOPE_NOT_ALLOWED,
                ConnectorError.ACCOUNT_NOT_ALLOWED,
                ConnectorError.ACCESS_DENIED));
  }

  private static void webAddresses(Bench bench) {
    Person example = Person.of(bench.shape());
    boolean any = false;
    for (ProfileMember member : List.of(ProfileMember.AVATAR, ProfileMember.PROFILE_URL)) {
      if (example.get(member) == null) {
        continue;
      }
      any = true;
      for (String address :
          List.of(
              "javascript:alert(1)",
              "data:text/html,hello",
              "file:///etc/passwd",
              "JaVaScRiPt:alert(1)",
              "javascript:open('https://provider.example/')",
              "data:text/html;x=https://provider.example/,hello",
              "not an address at all",
              "//attacker.example/x")) {
        bench.verify(
            name(member) + " " + address,
            stage -> {
              UserProfile profile = done(stage, example.with(member, address));
              Optional<URI> got =
                  member == ProfileMember.AVATAR ? profile.avatar() : profile.profileUrl();
              Breach.unless(
                  got.isEmpty() || String.valueOf(got.get().getScheme()).matches("(?i)https?"),
                  name(member) + " is absent",
                  "it is " + got.map(URI::toString).orElse(""));
            });
      }
    }
    if (!any) {
      bench.verify("the example person", stage -> done(stage, example));
    }
  }

  private static void ambiguousEmail(Bench bench) {
    Person example = Person.of(bench.shape());
    List<String> addresses = new ArrayList<>();
    if (example.get(ProfileMember.EMAIL) != null) {
      addresses.addAll(
          List.of(
              "victim@example.org@attacker.example",
              "victim\uFF20example.org@attacker.example",
              "victim\uFE6Battacker@example.org",
              "victim@example.org\r\nBcc: other@example.org",
              "victim @example.org",
              "\"victim@example.org\"@attacker.example",
              "victim@example.org\u0000",
              "no-at-sign",
              "<victim@example.org>"));
    }
    for (String address : addresses) {
      bench.verify(
          "an address with " + address.replaceAll("\\p{Cntrl}", "?"),
          stage -> {
            Outcome<SignIn> done =
                stage.signIn(new Script().person(example.with(ProfileMember.EMAIL, address))).run();
            Breach.unless(
                done.error().isPresent()
                    || done.returned().flatMap(signIn -> signIn.profile().email()).isEmpty(),
                "there is no address",
                "the profile has one");
          });
    }
    bench.verify("the example person", stage -> done(stage, example));
  }

  private static void malformed(Bench bench) {
    Documents.malformed()
        .forEach(
            (name, answer) ->
                bench
                    .hostile("userinfo answers with " + name)
                    .script(script -> script.answer(Endpoint.USER_INFO, answer))
                    .reaches(Endpoint.USER_INFO)
                    .failsWith(Failures.plus(Failures.malformed(), ConnectorError.TOKEN_INVALID)));
    bench
        .hostile("userinfo answers with repeated members")
        .script(
            script -> script.answer(Endpoint.USER_INFO, Documents.repeatedMember(idName(bench))))
        .reaches(Endpoint.USER_INFO)
        .failsWith(Failures.plus(Failures.malformed(), ConnectorError.TOKEN_INVALID));
  }

  /** A member that userinfo has for certain. */
  private static String idName(Bench bench) {
    return bench.shape().userInfo().keySet().iterator().next();
  }

  private static String name(ProfileMember member) {
    return switch (member) {
      case ID -> "id";
      case USERNAME -> "username";
      case NAME -> "name";
      case EMAIL -> "email";
      case EMAIL_VERIFIED -> "emailVerified";
      case PHONE -> "phone";
      case PHONE_VERIFIED -> "phoneVerified";
      case AVATAR -> "avatar";
      case PROFILE_URL -> "profileUrl";
      case LOCALE -> "locale";
    };
  }
}
