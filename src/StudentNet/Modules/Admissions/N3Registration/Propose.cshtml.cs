using StudentNet.Modules.Admissions.N7NewResidents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.N3Registration;

/// <summary>N3.31 提報名冊沒有的學生.</summary>
[Function("N3.31")]
public sealed class ProposeModel(StudentNetDb db, ProposalRegister register, WindowGate gate, WindowBanners banners)
    : ProposePage(EntryStage.Registration, db, register, gate, banners);
