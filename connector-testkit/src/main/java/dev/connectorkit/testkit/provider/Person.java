package dev.connectorkit.testkit.provider;

import dev.connectorkit.testkit.shape.JsonPointers;
import dev.connectorkit.testkit.shape.WireShape;
import dev.connectorkit.testkit.shape.WireShape.DocumentPointer;
import dev.connectorkit.testkit.shape.WireShape.ProfileMember;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a provider says about one person, document by document. Immutable. */
public final class Person {

  private final WireShape shape;
  private final Map<String, Object> documents;

  private Person(WireShape shape, Map<String, Object> documents) {
    this.shape = shape;
    this.documents = documents;
  }

  /** The example person of a wire shape. */
  public static Person of(WireShape shape) {
    var documents = new LinkedHashMap<String, Object>();
    documents.put(DocumentPointer.USER_INFO, shape.userInfo());
    shape.idToken().ifPresent(idToken -> documents.put(DocumentPointer.ID_TOKEN, idToken.claims()));
    documents.putAll(shape.resources());
    return new Person(shape, documents);
  }

  /** A document; an empty one when there is none of that name. */
  public Object document(String name) {
    return documents.getOrDefault(name, Map.of());
  }

  /** A document that is an object. */
  @SuppressWarnings("unchecked")
  public Map<String, Object> object(String name) {
    return document(name) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  /** The same person with a document changed. */
  public Person withDocument(String name, UnaryOperator<Object> change) {
    var changed = new LinkedHashMap<>(documents);
    changed.put(name, change.apply(document(name)));
    return new Person(shape, changed);
  }

  /** Whether a single member of a document makes this member of the profile. */
  public boolean has(ProfileMember member) {
    return shape.sources().containsKey(member);
  }

  /** What the provider says for a member; null when it says nothing. */
  public @Nullable Object get(ProfileMember member) {
    DocumentPointer source = shape.sources().get(member);
    return source == null
        ? null
        : JsonPointers.get(documents.get(source.document()), source.pointer());
  }

  /** The same person with another value for a member, in every document that states it. */
  public Person with(ProfileMember member, @Nullable Object value) {
    return everywhere(member, (document, at) -> JsonPointers.with(document, at, value));
  }

  /** The same person without a member, in every document that states it. */
  public Person without(ProfileMember member) {
    return everywhere(member, JsonPointers::without);
  }

  /** Another person: with identifier, name, user name and e-mail of its own. */
  public Person other(int number) {
    Person other = with(ProfileMember.ID, otherIdentifier(get(ProfileMember.ID), number));
    other = other.ifStated(ProfileMember.NAME, "Person " + number);
    other = other.ifStated(ProfileMember.USERNAME, "person-" + number);
    return other.ifStated(ProfileMember.EMAIL, "person" + number + "@example.org");
  }

  private Person ifStated(ProfileMember member, Object value) {
    return get(member) == null ? this : with(member, value);
  }

  /** Of the same type and form: numbers stay numbers, hexadecimal stays so. */
  private static Object otherIdentifier(@Nullable Object identifier, int number) {
    if (identifier instanceof Number given) {
      return given.longValue() + 1_000L + number;
    }
    String text = String.valueOf(identifier);
    String digits = String.format("%05d", number);
    return text.length() > digits.length()
        ? text.substring(0, text.length() - digits.length()) + digits
        : digits;
  }

  private interface At {
    Object change(Object document, String pointer);
  }

  /** At the source, and wherever a member of the same name says the same. */
  private Person everywhere(ProfileMember member, At change) {
    DocumentPointer source = shape.sources().get(member);
    if (source == null) {
      throw new IllegalArgumentException("no single source of " + member);
    }
    Object said = JsonPointers.get(documents.get(source.document()), source.pointer());
    String name = source.pointer().substring(source.pointer().lastIndexOf('/'));
    Person changed = this;
    for (DocumentPointer place : places(name, said, source)) {
      changed =
          changed.withDocument(
              place.document(), document -> change.change(document, place.pointer()));
    }
    return changed;
  }

  private List<DocumentPointer> places(String name, @Nullable Object said, DocumentPointer source) {
    List<DocumentPointer> places = new ArrayList<>(List.of(source));
    documents.forEach(
        (document, content) -> {
          boolean same =
              said != null
                  && String.valueOf(said).equals(String.valueOf(JsonPointers.get(content, name)));
          // The subject of the ID Token is the person's identifier, whatever userinfo calls it.
          var top = new DocumentPointer(document, name);
          if (same && !places.contains(top)) {
            places.add(top);
          }
          boolean subject =
              document.equals(DocumentPointer.ID_TOKEN)
                  && said != null
                  && String.valueOf(said).equals(String.valueOf(JsonPointers.get(content, "/sub")));
          var sub = new DocumentPointer(document, "/sub");
          if (subject && !places.contains(sub)) {
            places.add(sub);
          }
        });
    return places;
  }
}
