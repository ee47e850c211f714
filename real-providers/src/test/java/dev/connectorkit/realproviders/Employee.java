package dev.connectorkit.realproviders;

/**
 * A person of the realm.
 *
 * @param id the subject that Keycloak knows it by; empty before it does
 */
record Employee(String id, String username, String password, String email) {

  Employee(String username, String password, String email) {
    this("", username, password, email);
  }

  Employee withId(String value) {
    return new Employee(value, username, password, email);
  }
}
