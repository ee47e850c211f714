package dev.connectorkit.testkit.provider;

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

  private final Map<Endpoint, UnaryOperator<FakeResponse>> answers = new EnumMap<>(Endpoint.class);
  private UnaryOperator<Map<String, @Nullable Object>> tokenMembers = UnaryOperator.identity();
  private Consumer<IdTokenDraft> idToken = draft -> {};
  private Optional<Person> person = Optional.empty();

  /** Changes what an address answers. */
  public Script answer(Endpoint endpoint, UnaryOperator<FakeResponse> change) {
    answers.merge(endpoint, change, (one, other) -> response -> other.apply(one.apply(response)));
    return this;
  }

  /** Answers with this in any case. */
  public Script answer(Endpoint endpoint, FakeResponse response) {
    return answer(endpoint, proper -> response);
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

  FakeResponse answer(Endpoint endpoint, Script outer, FakeResponse proper) {
    FakeResponse changed = answers.getOrDefault(endpoint, UnaryOperator.identity()).apply(proper);
    return outer.answers.getOrDefault(endpoint, UnaryOperator.identity()).apply(changed);
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
