package dev.connectorkit.testkit.provider;

import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import dev.connectorkit.testkit.world.Fault;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a provider departs from answering properly, for one sign-in or for all. Each part starts from
 * the proper answer.
 */
public final class Script {

  private final Map<Endpoint, Answer> answers = new EnumMap<>(Endpoint.class);
  private UnaryOperator<Map<String, @Nullable Object>> tokenMembers = UnaryOperator.identity();
  private Consumer<IdTokenDraft> idToken = draft -> {};
  private Optional<Person> person = Optional.empty();

  /** An answer, made from the request and the proper answer. */
  @FunctionalInterface
  public interface Answer {
    FakeResponse to(FakeRequest request, FakeResponse proper);
  }

  /** Changes what an address answers. */
  public Script answer(Endpoint endpoint, UnaryOperator<FakeResponse> change) {
    return answer(endpoint, (request, proper) -> change.apply(proper));
  }

  /** Changes what an address answers, by what it was asked. */
  public Script answer(Endpoint endpoint, Answer change) {
    answers.merge(
        endpoint,
        change,
        (one, other) -> (request, proper) -> other.to(request, one.to(request, proper)));
    return this;
  }

  /** Answers with this in any case. */
  public Script answer(Endpoint endpoint, FakeResponse response) {
    return answer(endpoint, (request, proper) -> response);
  }

  /** Breaks the connection in place of answering. */
  public Script fault(Endpoint endpoint, Fault fault) {
    return answer(endpoint, FakeResponse.broken(fault));
  }

  /** Changes the members of a proper token response. */
  public Script tokenMembers(UnaryOperator<Map<String, @Nullable Object>> change) {
    UnaryOperator<Map<String, @Nullable Object>> before = tokenMembers;
    this.tokenMembers = members -> change.apply(before.apply(members));
    return this;
  }

  /** Sets one member of the token response; null leaves it out. */
  public Script tokenMember(String name, @Nullable Object value) {
    return tokenMembers(
        members -> {
          if (value == null) {
            members.remove(name);
          } else {
            members.put(name, value);
          }
          return members;
        });
  }

  /** Changes ID Tokens before they are written. */
  public Script idToken(Consumer<IdTokenDraft> change) {
    this.idToken = idToken.andThen(change);
    return this;
  }

  /** Lets somebody else sign in than the example person. */
  public Script person(Person value) {
    this.person = Optional.of(value);
    return this;
  }

  FakeResponse answer(Endpoint endpoint, Script outer, FakeRequest request, FakeResponse proper) {
    Answer none = (asked, unchanged) -> unchanged;
    FakeResponse changed = answers.getOrDefault(endpoint, none).to(request, proper);
    return outer.answers.getOrDefault(endpoint, none).to(request, changed);
  }

  Map<String, @Nullable Object> tokenMembers(Map<String, @Nullable Object> proper) {
    return tokenMembers.apply(proper);
  }

  void apply(IdTokenDraft draft) {
    idToken.accept(draft);
  }

  Optional<Person> person() {
    return person;
  }
}
