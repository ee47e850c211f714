package dev.connectorkit.archetype;

/** The provider that the snippets of docs/authoring.md describe. */
final class AcmeShape {

  static final String TEXT =
      """
      {
        "config": {
          "clientId": "your-client-id",
          "clientSecret": "invented-client-secret-0d9a7c31f4b2",
          "scope": "profile email"
        },
        "client": {
          "id": "/clientId",
          "secret": "/clientSecret",
          "authentication": "client_secret_basic"
        },
        "provider": {
          "authorization": "https://acme.example.com/oauth/authorize",
          "token": "https://acme.example.com/oauth/token",
          "userInfo": "https://api.acme.example.com/v1/me",
          "revocation": "https://acme.example.com/oauth/revoke"
        },
        "userInfo": {
          "id": 20394857,
          "login": "ada-lovelace",
          "display_name": "Ada Lovelace",
          "email": "ada@example.org",
          "email_verified": true,
          "images": [{"url": "https://acme.example.com/avatars/20394857.png"}],
          "links": {"html": "https://acme.example.com/ada-lovelace"}
        },
        "profile": {
          "id": "20394857",
          "username": "ada-lovelace",
          "name": "Ada Lovelace",
          "email": "ada@example.org",
          "emailVerified": true,
          "avatar": "https://acme.example.com/avatars/20394857.png",
          "profileUrl": "https://acme.example.com/ada-lovelace"
        }
      }
      """;

  private AcmeShape() {}
}
