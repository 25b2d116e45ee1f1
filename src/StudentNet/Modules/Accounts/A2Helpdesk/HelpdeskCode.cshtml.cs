using Microsoft.Extensions.Options;
using StudentNet.Platform.Mail;
using StudentNet.Modules.Accounts.A1People;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Accounts.A2Helpdesk;

/// <summary>The code that the helpdesk reads out: <see cref="IssuedCodeModel"/> for those who have A2 and not A1.</summary>
[Function("A2")]
public sealed class HelpdeskCodeModel(WallClock wall, IOptions<MailOptions> site) : IssuedCodeModel(wall, site);
