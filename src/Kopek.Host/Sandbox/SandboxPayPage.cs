using System.Globalization;
using System.Net;
using System.Text;
using Kopek.Gateways.Payments.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Kopek.Host.Sandbox;

/// <summary>
/// /sandbox/pay/{id}: the page where a payer confirms (3-D Secure) or goes away, as a real provider's would be. It belongs to the sandbox, not to the
/// operator's site: no money is behind it, and it says so.
/// </summary>
internal static class SandboxPayPage
{
    private const string Path = "/sandbox/pay/{id}";

    private const string Head = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Sandbox payment</title>
        <style>
        :root { color-scheme: light dark; --page: #eef0f3; --card: #fff; --ink: #1c2430; --soft: #5b6675; --edge: #cfd6df; --go: #1d5fbf; }
        @media (prefers-color-scheme: dark) { :root { --page: #14181d; --card: #1f252d; --ink: #e8ecf1; --soft: #a3adba; --edge: #3a4552; --go: #6aa5ff; } }
        body { margin: 0; padding: 1rem; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif; }
        main { max-width: 26rem; margin: 2rem auto; background: var(--card); border: 1px solid var(--edge); border-radius: 1rem; padding: 1.25rem; }
        h1 { font-size: 1.2rem; margin: 0 0 .5rem; }
        .sum { font-size: 2rem; font-weight: 600; margin: .5rem 0; font-variant-numeric: tabular-nums; }
        p { margin: .4rem 0; }
        .soft { color: var(--soft); font-size: .9rem; }
        button { font: inherit; padding: .7rem 1rem; border-radius: .6rem; border: 1px solid var(--edge); background: transparent; color: inherit; width: 100%; margin-top: .6rem; }
        button.go { background: var(--go); border-color: var(--go); color: var(--card); }
        </style>
        </head>
        <body><main>

        """;

    public static void Map(WebApplication application, SandboxProvider sandbox)
    {
        application.MapGet(Path, async http => await WriteAsync(http, await sandbox.View(IdOf(http))));
        application.MapPost(Path, async http =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var payment = form["answer"] == "confirm" ? await sandbox.Confirm(IdOf(http)) : await sandbox.Cancel(IdOf(http));
            if (payment?.ReturnUrl is { } back)
            {
                http.Response.StatusCode = StatusCodes.Status303SeeOther;
                http.Response.Headers.Location = back.ToString();
                return;
            }

            await WriteAsync(http, payment);
        });
    }

    private static string IdOf(HttpContext http) => http.Request.RouteValues["id"] as string ?? "";

    private static Task WriteAsync(HttpContext http, SandboxPayment? payment)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self' http: https:; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.StatusCode = payment is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        return http.Response.WriteAsync(Head + Body(payment) + "</main></body></html>\n", Encoding.UTF8);
    }

    private static string Body(SandboxPayment? payment)
    {
        if (payment is null)
        {
            return "<h1>There is no such payment</h1><p class=\"soft\">没有这笔付款 · Такого платежа нет</p>";
        }

        var sum = string.Create(CultureInfo.InvariantCulture, $"{payment.Amount} {payment.Currency}");
        var head = $"<h1>Sandbox: no real money · 测试，无真实扣款 · Тест, без денег</h1><p class=\"soft\">{WebUtility.HtmlEncode(payment.OrderNumber)}</p><p class=\"sum\">{WebUtility.HtmlEncode(sum)}</p>";
        return payment.IsWaiting
            ? head + """
                <form method="post"><button class="go" name="answer" value="confirm">Confirm · 确认 · Подтвердить</button>
                <button name="answer" value="cancel">Cancel · 取消 · Отменить</button></form>
                """
            : head + $"<p>{(payment.Status == Core.TopUps.PaymentStatus.Succeeded ? "Paid · 已付款 · Оплачено" : "Not paid · 未付款 · Не оплачено")}</p>";
    }
}
