package dev.connectorkit.dev;

import dev.connectorkit.testkit.provider.Person;
import dev.connectorkit.testkit.shape.WireShape;
import dev.connectorkit.testkit.shape.WireShape.ProfileMember;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who can sign in at the practice provider.
 *
 * @param key tells one from another, also after the wire shape has changed
 * @param note what is special
 */
record PracticePerson(String key, String name, String note, Person person) {

  /** The key of the person of the wire shape. */
  static final String EXAMPLE = "example";

  /** The person of a wire shape, and such as providers have beside that one. */
  static List<PracticePerson> of(WireShape shape) {
    Person example = Person.of(shape);
    var people = new ArrayList<PracticePerson>();
    people.add(of(EXAMPLE, "as in the wire shape", example));
    if (example.has(ProfileMember.EMAIL_VERIFIED)) {
      people.add(
          of(
              "unverified",
              "whose e-mail address is not verified",
              example.with(ProfileMember.EMAIL_VERIFIED, false)));
    }
    if (example.has(ProfileMember.EMAIL)) {
      people.add(
          of("no-email", "who tells no e-mail address", example.without(ProfileMember.EMAIL)));
    }
    Optional<NameParts> parts =
        example.has(ProfileMember.NAME) ? Optional.empty() : NameParts.of(shape, example);
    if (example.has(ProfileMember.NAME)) {
      people.add(of("no-name", "who has no name", example.without(ProfileMember.NAME)));
    }
    parts.ifPresent(name -> people.add(of("no-name", "who has no name", name.without(example))));
    if (example.has(ProfileMember.ID)) {
      Person other = example.other(2);
      people.add(
          parts
              .map(
                  name ->
                      new PracticePerson(
                          "other", "Person 2", "another account", name.with(other, "Person", "2")))
              .orElseGet(() -> of("other", "another account", other)));
    }
    return List.copyOf(people);
  }

  private static PracticePerson of(String key, String note, Person person) {
    for (ProfileMember member :
        List.of(ProfileMember.NAME, ProfileMember.USERNAME, ProfileMember.EMAIL)) {
      Object said = person.has(member) ? person.get(member) : null;
      if (said != null) {
        return new PracticePerson(key, said.toString(), note, person);
      }
    }
    return new PracticePerson(key, "Somebody", note, person);
  }
}
