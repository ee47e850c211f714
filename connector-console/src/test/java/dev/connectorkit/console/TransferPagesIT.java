package dev.connectorkit.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.handover.ApplicationChange;
import dev.connectorkit.console.handover.Applications.Registered;
import dev.connectorkit.console.instance.InstanceChange;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Export and import on the operator's pages. */
class TransferPagesIT {

  @TempDir Path folder;
  private ConsoleWorld world;
  private ConsoleServer console;
  private ConsoleBrowser operator;

  @BeforeEach
  void open() throws IOException {
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder));
    console = world.start();
    operator = world.setUp(console);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void whatWasExportedComesBackWithoutItsSecret() {
    create();
    console.instances().enable("huggingface", true, "test");
    String exported = export();
    console.instances().remove("huggingface", "test");

    HttpResponse<String> plan = send(exported.getBytes(UTF_8), "");
    assertThat(plan.statusCode()).as(plan.body()).isEqualTo(200);
    assertThat(operator.page().select("#step-huggingface").text())
        .contains("created", "/clientSecret", "missing");
    assertThat(console.instances().list()).isEmpty();
    operator.submit("form[action=/admin/import/apply]");

    assertThat(operator.location()).isEqualTo("/admin/instances?done=imported");
    assertThat(operator.page().select("#instance-huggingface").text())
        .contains("disabled", "lacks secrets");
    operator.get("/admin/instances/huggingface");
    assertThat(operator.page().select("#problems-title").text()).isEqualTo("Secrets are missing");
    assertThat(operator.page().select("#field-clientSecret-error").text()).contains("is missing");
    assertThat(operator.page().select("#field-clientSecret").attr("aria-describedby"))
        .contains("field-clientSecret-error");
    operator.get("/admin/instances");
    HttpResponse<String> refused = operator.submit("form[action$=/enable]");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("secret_missing");
  }

  @Test
  void anApplicationComesBackWithoutItsSecretAndIsRefusedUntilItHasOne() {
    create();
    Registered shop =
        console
            .handover()
            .applications()
            .register(
                new ApplicationChange(
                    "Shop", List.of(TestApplication.RETURN), List.of("huggingface")),
                "test");
    var application = new TestApplication(shop);
    String exported = export();
    assertThat(exported).doesNotContain(application.secret);
    console.handover().applications().remove(application.clientId, "test");

    send(exported.getBytes(UTF_8), "");
    assertThat(operator.page().select("#application-" + application.clientId).text())
        .contains("created", "Shop", TestApplication.RETURN, "has no secret");
    operator.submit("form[action=/admin/import/apply]");

    operator.get("/admin/applications/" + application.clientId);
    assertThat(operator.page().select("#no-secret").text()).contains("imported");
    assertThat(operator.page().select("#add-secret").text()).isEqualTo("Make a secret");
    HttpResponse<String> refused =
        application.exchange(console.publicUrl(), TestApplication.session(), "code");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("invalid_client", "no client_secret since it was imported");

    operator.submit("form[action$=/secret]");
    assertThat(operator.page().select("#client-secret").text()).hasSize(43);
    operator.get("/admin/applications/" + application.clientId);
    assertThat(operator.page().select("#no-secret")).isEmpty();
  }

  @Test
  void whatNobodyTriedIsEnabledOnlyWithATick() {
    create();
    String file =
        export()
            .replace("\"clientId\"", "\"clientSecret\" : \"canary\", \"clientId\"")
            .replace("\"draft\"", "\"enabled\"");

    send(file.getBytes(UTF_8), "");
    assertThat(operator.page().select("#step-huggingface .untried").text())
        .contains("has not passed a try", "comes in disabled");
    operator.submit("form[action=/admin/import/apply]");
    assertThat(console.instances().get("huggingface").enabled()).isFalse();

    send(file.getBytes(UTF_8), "");
    operator.submit("form[action=/admin/import/apply]", "enable_untried", "true");
    assertThat(console.instances().get("huggingface").enabled()).isTrue();
  }

  @Test
  void aFileMayBePastedAndNothingToDoIsSaid() {
    create();
    String exported = export();

    send(new byte[0], exported);

    assertThat(operator.page().select("#verdict").text()).contains("nothing to do");
    assertThat(operator.page().select("form[action=/admin/import/apply]")).isEmpty();
  }

  @Test
  void aSecretInAFileIsOnNoPageAndIsImported() {
    create();
    String file =
        export()
            .replace("\"clientId\"", "\"clientSecret\" : \"canary-in-the-file\", \"clientId\"")
            .replace("huggingface\",", "another\",");

    HttpResponse<String> plan = send(file.getBytes(UTF_8), "");
    assertThat(plan.body()).contains("Apply it").doesNotContain("canary-in-the-file");
    operator.submit("form[action=/admin/import/apply]");

    assertThat(console.instances().get("another").secrets()).containsKey("/clientSecret");
    assertThat(operator.get("/admin/activity").body())
        .contains("instance.imported", "instances.exported")
        .doesNotContain("canary-in-the-file");
  }

  @Test
  void aPlanThatIsTooOldOrOfAnotherSessionIsNotApplied() {
    create();
    String file = export().replace("huggingface\",", "another\",");
    send(file.getBytes(UTF_8), "");
    Map<String, String> stolen =
        Map.of(
            "revision", operator.page().select("input[name=revision]").attr("value"),
            "file", operator.page().select("input[name=file]").attr("value"));
    console.instances().enable("huggingface", true, "test");

    HttpResponse<String> refused = operator.submit("form[action=/admin/import/apply]");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("Make a new one");

    operator.get("/admin/sign-in");
    operator.submit(
        "form[action=/admin/sign-in]",
        "name",
        ConsoleWorld.NAME,
        "password",
        ConsoleWorld.PASSWORD);
    operator.get("/admin/export");
    HttpResponse<String> foreign =
        operator.post(
            "/admin/import/apply",
            Map.of(
                "_token", operator.token(),
                "file", stolen.get("file"),
                "revision", stolen.get("revision")));
    assertThat(foreign.body()).contains("another session");
    assertThat(console.instances().list()).hasSize(1);
  }

  @Test
  void whatIsWrongIsSaidWithItsPlace() {
    HttpResponse<String> refused =
        send(
            "{\"format\": \"connectorkit-instances\", \"version\": 1, \"x\": 1}".getBytes(UTF_8),
            "");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(operator.page().select("#problems").text()).contains("/x", "/instances");
  }

  @Test
  void aFileThatDoesNotSayHowLargeItIsIsBoundedAllTheSame() {
    operator.get("/admin/export");

    HttpResponse<String> refused =
        new MultipartForm()
            .field("_token", operator.token())
            .file(new byte[600_000])
            .sendInChunks(operator, "/admin/import");

    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.body()).contains("at most");
  }

  @Test
  void aFileThatIsTooLargeIsNotTaken() {
    create();
    String exported = export();

    assertThat(send(new byte[3_000_000], "").statusCode()).isEqualTo(413);
    assertThat(send(new byte[600_000], "").statusCode()).isIn(413, 422);
    // The largest one that is allowed makes it through the plan, too.
    String large =
        exported.replace("\"state\"", "\"name\":\"" + "n".repeat(99) + "\", \"state\"")
            + " ".repeat(490_000 - exported.length());
    assertThat(send(large.getBytes(UTF_8), "").statusCode()).isEqualTo(200);
    operator.submit("form[action=/admin/import/apply]");
    assertThat(console.instances().get("huggingface").displayName()).contains("n".repeat(99));
  }

  @Test
  void whatAFileSaysIsTextOnThePlan() {
    send(
        """
        {"format": "connectorkit-instances", "version": 1, "instances": [
          {"id": "one", "connector": "huggingface-universal", "name": "<b>bold</b>", "state": "draft",
           "config": {"clientId": "<i>id</i>"}, "secrets": ["/clientSecret"]}],
         "applications": [
          {"clientId": "aaaaaaaaaaaaaaaaaaaaaa", "name": "<u>Shop</u>",
           "redirectUris": ["https://shop.example/%3Cs%3E"], "instances": ["one"]}]}
        """
            .getBytes(UTF_8),
        "");

    assertThat(operator.page().select("#step-one ins").text()).contains("<b>bold</b>", "<i>id</i>");
    assertThat(operator.page().select("#application-aaaaaaaaaaaaaaaaaaaaaa h3").text())
        .contains("<u>Shop</u>");
    assertThat(operator.page().select("main b, main i, main u")).isEmpty();
  }

  @Test
  void withoutTheTokenNothingIsPlanned() {
    HttpResponse<String> refused =
        new MultipartForm().field("_token", "").field("text", "{}").send(operator, "/admin/import");

    assertThat(refused.statusCode()).isEqualTo(403);
  }

  private String export() {
    operator.get("/admin/export");
    HttpResponse<String> exported = operator.submit("form[action=/admin/export]");
    assertThat(exported.headers().firstValue("Content-Disposition").orElseThrow())
        .contains("attachment");
    assertThat(exported.body()).doesNotContain(ConsoleWorld.CLIENT_SECRET);
    return exported.body();
  }

  private void create() {
    console
        .instances()
        .create(
            "huggingface",
            "huggingface-universal",
            new InstanceChange(
                Map.of("clientId", "client", "clientSecret", ConsoleWorld.CLIENT_SECRET),
                Set.of(),
                ""),
            "test");
  }

  /** The form of the page. */
  private HttpResponse<String> send(byte[] file, String text) {
    operator.get("/admin/export");
    return new MultipartForm()
        .field("_token", operator.token())
        .file(file)
        .field("text", text)
        .send(operator, "/admin/import");
  }
}
