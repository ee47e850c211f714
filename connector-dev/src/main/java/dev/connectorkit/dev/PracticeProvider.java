package dev.connectorkit.dev;

import dev.connectorkit.host.http.HttpSettings;
import dev.connectorkit.testkit.provider.Endpoint;
import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.provider.ScriptedProvider;
import dev.connectorkit.testkit.shape.JsonPointers;
import dev.connectorkit.testkit.shape.WireShape;
import dev.connectorkit.testkit.world.FakeInternet;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import dev.connectorkit.testkit.world.Journal;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A provider as the wire shape describes it: for the connector at its production addresses, behind
 * a proxy; for browsers at an address on loopback.
 */
final class PracticeProvider implements AutoCloseable {

  private static final int SHOWN = 12;
  private static final int MAX_CODES = 100;

  private final WireShape shape;
  private final ScriptedProvider provider;
  private final FakeInternet internet;
  private final List<PracticePerson> people;
  private final Map<String, String> personByCode = new ConcurrentHashMap<>();

  private PracticeProvider(WireShape shape, ScriptedProvider provider, FakeInternet internet) {
    this.shape = shape;
    this.provider = provider;
    this.internet = internet;
    this.people = PracticePerson.of(shape);
  }

  /**
   * @throws IllegalArgumentException when the shape has an address that no fake can have
   */
  static PracticeProvider start(WireShape shape) {
    var provider = new ScriptedProvider(shape, shape.config());
    FakeInternet.Builder builder = FakeInternet.builder();
    shape.provider().origins().forEach(origin -> builder.origin(origin, provider));
    return new PracticeProvider(shape, provider, builder.start());
  }

  WireShape shape() {
    return shape;
  }

  List<PracticePerson> people() {
    return people;
  }

  Optional<PracticePerson> person(String key) {
    return people.stream().filter(person -> person.key().equals(key)).findFirst();
  }

  /** How the connector's calls get here. */
  HttpSettings http() {
    return HttpSettings.defaults()
        .withProxy(internet.proxy())
        .withExtraAuthorities(List.of(internet.authority()));
  }

  /** Lets a person consent; the parameters of the callback. */
  Map<String, String> consent(Map<String, String> request, PracticePerson person) {
    Map<String, String> callback = callback(request, new Script().person(person.person()));
    if (personByCode.size() >= MAX_CODES) {
      // Old ones were redeemed long ago; at worst a page is not renewed by itself once.
      personByCode.clear();
    }
    personByCode.put(callback.get("code"), person.key());
    return callback;
  }

  /** Whom a code is about; empty for one that was not issued here. */
  Optional<String> personOf(String code) {
    return Optional.ofNullable(personByCode.get(code));
  }

  /** Lets a person consent, and then does not answer the connector. */
  Map<String, String> consentAndFail(Map<String, String> request) {
    FakeResponse down = FakeResponse.json(503, Map.of("error", "temporarily_unavailable"));
    return callback(request, new Script().answer(Endpoint.TOKEN, down));
  }

  /** A person says no (RFC 6749 §4.1.2.1). */
  Map<String, String> refuse(Map<String, String> request) {
    return with(request, "error", "access_denied");
  }

  /** Why a provider would not show a consent page; empty when it would. */
  Optional<String> objection(FakeRequest asked, Map<String, String> request, URI redirectUri) {
    if (!asked.path().equals(shape.provider().authorization().getPath())) {
      return Optional.of(
          "There is nothing here. The wire shape has the authorization endpoint at "
              + shape.provider().authorization().getPath()
              + ".");
    }
    String clientId = String.valueOf(JsonPointers.get(shape.config(), shape.client().id()));
    if (!clientId.equals(request.get("client_id"))) {
      return Optional.of(
          "The client_id is '%s'; the wire shape has '%s'."
              .formatted(request.get("client_id"), clientId));
    }
    if (!redirectUri.toString().equals(request.get("redirect_uri"))) {
      return Optional.of(
          "The redirect_uri is '%s'; registered is '%s'."
              .formatted(request.get("redirect_uri"), redirectUri));
    }
    return Optional.empty();
  }

  /** Forgets what went over the wire so far. */
  void clear() {
    internet.journal().clear();
  }

  /** What went over the wire, one text for each exchange; everything in it is invented. */
  List<String> exchanges() {
    List<Journal.Exchange> all = internet.journal().exchanges();
    var texts = new ArrayList<String>();
    all.subList(Math.max(0, all.size() - SHOWN), all.size())
        .forEach(exchange -> texts.add(Wire.text(exchange)));
    return texts;
  }

  /** What a real provider would not have accepted. */
  List<String> complaints() {
    return provider.complaints().stream().distinct().toList();
  }

  @Override
  public void close() {
    internet.close();
  }

  private Map<String, String> callback(Map<String, String> request, Script script) {
    var parameters = new LinkedHashMap<>(shape.callback());
    parameters.putAll(with(request, "code", provider.consent(request, script)));
    return parameters;
  }

  private Map<String, String> with(Map<String, String> request, String name, String value) {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put(name, value);
    if (request.containsKey("state")) {
      parameters.put("state", request.get("state"));
    }
    if (shape.provider().issuerInResponse()) {
      parameters.put("iss", String.valueOf(shape.provider().issuer()));
    }
    return parameters;
  }
}
